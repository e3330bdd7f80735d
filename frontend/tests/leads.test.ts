import { describe, expect, it } from 'vitest';
import { emptyValues } from '@/features/gate/values';
import { answered, fieldOf, statusesOf, viewOf } from '@/features/leads/bant';
import { convertInput, convertValues, extra, type LeadFacts } from '@/features/leads/convertForm';
import { question } from '@/features/leads/duplicates';
import { leadFilter } from '@/features/leads/leadFields';
import { blankLead, isNobody, leadInput } from '@/features/leads/leadForm';

describe('the four answers', () => {
  it('are counted', () => {
    expect(answered(['BUDGET', 'AUTHORITY', 'NEED', 'TIMING'])).toBe(0);
    expect(answered(['TIMING'])).toBe(3);
    expect(answered([])).toBe(4);
    expect(fieldOf('AUTHORITY')).toBe('authority');
  });
});

describe('the views of the list', () => {
  it('choose statuses', () => {
    expect(statusesOf(viewOf(undefined))).toEqual(['NEW', 'WORKING', 'QUALIFIED']);
    expect(statusesOf(viewOf('converted'))).toEqual(['CONVERTED']);
    expect(statusesOf(viewOf('all'))).toBeUndefined();
    expect(viewOf('nonsense')).toBe('open');
  });

  it('hold besides the chips', () => {
    const fields = [{ key: 'company', label: '', kind: 'text' }] as const;
    expect(leadFilter('all', fields, [], 'UTC')).toBeNull();
    expect(leadFilter('new', fields, [], 'UTC')).toEqual({ status: { in: ['NEW'] } });
    expect(leadFilter('all', fields, [['company', 'contains', 'ACME']], 'UTC')).toEqual({
      company: { contains: 'ACME' },
    });
    expect(leadFilter('new', fields, [['company', 'contains', 'ACME']], 'UTC')).toEqual({
      and: [{ status: { in: ['NEW'] } }, { company: { contains: 'ACME' } }],
    });
  });
});

describe('looking for duplicates', () => {
  const nobody = { company: '', email: '', website: '', firstName: '', lastName: '' };

  it('asks about nothing while there is nothing to ask about', () => {
    expect(question(nobody)).toBeUndefined();
    expect(
      question({ ...nobody, company: 'AC', email: 'jane@', website: 'acme', lastName: 'Do' }),
    ).toBeUndefined();
  });

  it('asks about what is known so far', () => {
    expect(question({ ...nobody, company: ' ACME ' })).toEqual({ company: 'ACME' });
    expect(question({ ...nobody, email: 'jane@acme.example' })).toEqual({ email: 'jane@acme.example' });
    expect(question({ ...nobody, website: 'acme.example', firstName: 'Jane', lastName: 'Roe' })).toEqual({
      website: 'acme.example',
      firstName: 'Jane',
      lastName: 'Roe',
    });
    expect(question({ ...nobody, firstName: 'Jane' })).toBeUndefined();
  });
});

describe('a new lead', () => {
  it('says who it is, one way or another', () => {
    const blank = blankLead('user_1', {});
    expect(isNobody({ ...blank, topic: 'Solar panels', website: 'acme.example' })).toBe(true);
    expect(isNobody({ ...blank, phone: '123' })).toBe(false);
  });

  it('sends nothing for what was left empty', () => {
    const values = {
      ...blankLead('user_1', {}),
      topic: ' Solar panels ',
      company: 'ACME',
      need: 'Cheaper power',
    };
    expect(leadInput(values, [])).toMatchObject({
      topic: 'Solar panels',
      company: 'ACME',
      website: null,
      budget: null,
      need: 'Cheaper power',
      ownerId: 'user_1',
    });
    expect(leadInput(values, [])).not.toHaveProperty('custom');
  });
});

const LEAD: LeadFacts = {
  id: 'lead_1',
  version: 7,
  topic: 'Solar panels',
  company: 'ACME',
  person: 'Jane Roe',
  firstName: 'Jane',
  lastName: 'Roe',
  jobTitle: null,
  email: 'jane@acme.example',
  phone: '123',
  website: 'acme.example',
  source: { id: 'look_1' },
  owner: { id: 'user_1' },
};
const DEFAULTS = { stageId: 'stag_1', currency: 'EUR', expectedCloseOn: '2031-01-01', custom: {} };
const NOTHING = emptyValues([]);

describe('converting', () => {
  it('begins with what the lead knows', () => {
    const values = convertValues(LEAD, DEFAULTS);
    expect(values).toMatchObject({
      accountMode: 'new',
      newAccount: { name: 'ACME', website: 'acme.example' },
      contactMode: 'new',
      newContact: { firstName: 'Jane', lastName: 'Roe', emails: 'jane@acme.example' },
      deal: { name: 'Solar panels', ownerId: 'user_1', stageId: 'stag_1' },
    });
    const nameless = convertValues({ ...LEAD, company: null, firstName: null, lastName: null }, DEFAULTS);
    expect(nameless.contactMode).toBe('none');
    expect(nameless.newAccount.name).toBe('Jane Roe');
  });

  it('makes new records of it', () => {
    const input = convertInput(LEAD, convertValues(LEAD, DEFAULTS), NOTHING, {}, []);
    expect(input).toMatchObject({
      id: 'lead_1',
      expectedVersion: 7,
      newAccount: { name: 'ACME', website: 'acme.example', phone: '123', sourceId: 'look_1' },
      newContact: { firstName: 'Jane', lastName: 'Roe', emails: ['jane@acme.example'], phones: ['123'] },
      deal: { name: 'Solar panels', amount: null, currency: 'EUR' },
    });
    expect(input).not.toHaveProperty('accountId');
    expect(input).not.toHaveProperty('withoutContact');
  });

  it('takes those that are there, or nobody', () => {
    const values = {
      ...convertValues(LEAD, DEFAULTS),
      accountMode: 'known' as const,
      accountId: 'acct_1',
      contactMode: 'none' as const,
    };
    const input = convertInput(LEAD, values, NOTHING, {}, []);
    expect(input).toMatchObject({ accountId: 'acct_1', withoutContact: true });
    expect(input).not.toHaveProperty('newAccount');
    expect(input).not.toHaveProperty('newContact');
    const known = { ...values, contactMode: 'known' as const, contactId: 'cont_1' };
    expect(convertInput(LEAD, known, NOTHING, {}, [])).toMatchObject({ contactId: 'cont_1' });
  });

  it("gives the stage what its gate asked for, the account's to the new account", () => {
    const gate = {
      ...NOTHING,
      fields: { nextStep: ' Visit them ' },
      account: { phone: '555' },
      overrideReason: 'The fair is tomorrow',
    };
    const input = convertInput(LEAD, convertValues(LEAD, DEFAULTS), gate, {}, []);
    expect(input.deal).toMatchObject({ nextStep: 'Visit them', overrideReason: 'The fair is tomorrow' });
    expect(input.newAccount).toMatchObject({ name: 'ACME', phone: '555' });
  });

  it('asks for nothing twice, and for nothing of an account that is there', () => {
    const missing = ['amount', 'primaryContact', 'nextStep', 'account.phone'].map((key) => ({ key }));
    expect(extra(missing, 'new').map(({ key }) => key)).toEqual(['nextStep', 'account.phone']);
    expect(extra(missing, 'known').map(({ key }) => key)).toEqual(['nextStep']);
  });
});
