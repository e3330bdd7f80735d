import type { Login, Role } from './server';

const PASSWORD = 'correct horse battery';

/** The people of the tests. Each has a login of their own; two contexts of one person are two windows. */
export const PEOPLE: Record<Role, Login & { name: string }> = {
  admin: { name: 'Ada Lovelace', email: 'ada@e2e.example', password: PASSWORD },
  manager: { name: 'Ben Carter', email: 'ben@e2e.example', password: PASSWORD },
  rep: { name: 'Rosa Klein', email: 'rosa@e2e.example', password: PASSWORD },
};

const ACCOUNTS = [
  'Alder Works',
  'Birch Logistics',
  'Cedar Energy',
  'Damson Foods',
  'Elm Textiles',
  'Fir Medical',
];
const CONTACTS = ['Anna Berg', 'Boris Cole', 'Clara Dahl', 'David Eng', 'Eva Frost', 'Felix Gray'];

/** Deals per stage of the default pipeline. The board's tests carry cards out of the first column. */
const DEALS: readonly (readonly [stage: string, count: number])[] = [
  ['Qualification', 10],
  ['Needs analysis', 3],
  ['Presentation', 3],
  ['Proposal', 2],
  ['Negotiation', 2],
];

interface Refusal {
  code: string;
  message: string;
  path: readonly string[];
}

interface Payload {
  userErrors: readonly Refusal[];
}

/** One signed-in session. Whatever the server refuses ends the seeding. */
class Session {
  private cookie = '';

  constructor(private readonly url: string) {}

  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-dealstream-client': 'web', cookie: this.cookie },
      body: JSON.stringify({ query, variables }),
    });
    const given = response.headers.getSetCookie()[0]?.split(';')[0];
    if (given) this.cookie = given;
    const { data, errors }: { data?: Data; errors?: unknown } = await response.json();
    if (!data || errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** A mutation `name(input: Type!)`, and what it made. */
  async change<Made>(name: string, type: string, selection: string, input: object): Promise<Made> {
    const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message path } } }`;
    const data = await this.ask<Record<string, Payload & Made>>(query, { input });
    const payload = data[name];
    if (!payload || payload.userErrors.length > 0) throw new Error(`${name}: ${JSON.stringify(payload)}`);
    return payload;
  }

  async create(kind: 'User' | 'Account' | 'Contact' | 'Deal' | 'Task', input: object): Promise<string> {
    const field = kind.toLowerCase();
    const made = await this.change<Record<string, { id: string }>>(
      `create${kind}`,
      `Create${kind}Input`,
      `${field} { id }`,
      input,
    );
    const id = made[field]?.id;
    if (!id) throw new Error(`create${kind} made nothing`);
    return id;
  }
}

const at = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
};

/** An empty server becomes a small workspace, the same one every time. */
export async function seed(url: string): Promise<void> {
  const session = new Session(url);
  const { admin, manager, rep } = PEOPLE;
  const set = await session.change<{ viewer: { id: string } }>(
    'setUpWorkspace',
    'SetUpWorkspaceInput',
    'viewer { id }',
    {
      workspaceName: 'Orchard',
      adminName: admin.name,
      adminEmail: admin.email,
      password: admin.password,
      baseCurrency: 'EUR',
      timeZone: 'Europe/Prague',
    },
  );
  const owners = [
    set.viewer.id,
    await session.create('User', { ...manager, role: 'MANAGER' }),
    await session.create('User', { ...rep, role: 'REP' }),
  ];

  const accounts: string[] = [];
  const contacts: string[] = [];
  for (const [index, name] of ACCOUNTS.entries()) {
    const ownerId = at(owners, index);
    const accountId = await session.create('Account', {
      name,
      ownerId,
      website: `${name.split(' ')[0]}.example`,
    });
    const [firstName = '', lastName = ''] = at(CONTACTS, index).split(' ');
    const emails = [`${firstName}@${name.split(' ')[0]}.example`.toLowerCase()];
    accounts.push(accountId);
    contacts.push(await session.create('Contact', { accountId, ownerId, firstName, lastName, emails }));
  }

  const { pipelines } = await session.ask<{
    pipelines: { isDefault: boolean; stages: { id: string; name: string }[] }[];
  }>('{ pipelines { isDefault stages { id name } } }');
  const stages = pipelines.find(({ isDefault }) => isDefault)?.stages ?? [];
  const stageOf = DEALS.flatMap(([stage, count]) => Array.from({ length: count }, () => stage));
  for (const [index, stage] of stageOf.entries()) {
    const dealId = await session.create('Deal', {
      name: `${at(ACCOUNTS, index).split(' ')[0]} order ${index + 1}`,
      accountId: at(accounts, index),
      primaryContactId: at(contacts, index),
      ownerId: at(owners, index),
      stageId: stages.find(({ name }) => name === stage)?.id,
      amount: `${(index + 1) * 1250}`,
      nextStep: 'Agree on the dates',
    });
    if (index % 4 === 0) {
      await session.create('Task', {
        dealId,
        assigneeId: at(owners, index),
        title: `Call about order ${index + 1}`,
      });
    }
  }
}
