import { act, screen, waitFor, within } from '@testing-library/react';
import type { MockEnvironment } from 'relay-test-utils';
import { describe, expect, it } from 'vitest';
import { ApprovalList } from '@/features/approvals/ApprovalList';
import { ApprovalProgress } from '@/features/approvals/ApprovalProgress';
import { approval, assignment, prepare, show, step } from './approvalMocks';
import { answer, asked, findOperation } from './mock';

prepare();

const listOf = (nodes: object[]) => ({
  eventCursor: 'c1',
  approvals: { totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null }, nodes },
});

async function inbox(nodes = [approval('a1', 'Desks'), approval('a2', 'Chairs')]) {
  const shown = show(<ApprovalList view="waiting" />);
  await answer(shown.environment, 'ApprovalListQuery', listOf(nodes));
  return shown;
}

const card = (name: string) => screen.getByRole('listitem', { name });

const conflict = {
  __typename: 'Conflict',
  code: 'CONFLICT',
  message: 'Too late.',
  path: ['expectedVersion'],
};
const tooLate = {
  decideApproval: { approval: null, userErrors: [{ ...conflict, changedBy: { name: 'Ben' } }] },
};

/** What a live message about this run brings. */
async function news(environment: MockEnvironment, changed: { id: string } & object) {
  const operation = await asked(environment, 'useApprovalLiveSubscription');
  const event = { __typename: 'ApprovalChange', seq: 9, approvalId: changed.id, approval: changed };
  await act(async () =>
    environment.mock.nextValue(operation, {
      data: { approvalChanged: { cursor: 'c2', events: [event] } },
    }),
  );
}

describe('the inbox', () => {
  it('shows everything a decision needs, and marks what is overdue', async () => {
    await inbox();
    const text = card('Desks').textContent;
    for (const part of [
      'Enter the stage Negotiation',
      'From Proposal to Negotiation',
      'Alder Works',
      '€120,000',
      '12.5 %',
      'Rosa',
      'They sign on Friday',
      'Fine by me',
      'Overdue',
      'one of them is enough',
    ]) {
      expect(text).toContain(part);
    }
    expect(card('Desks').dataset.due).toBe('overdue');
  });

  it('shows what a proposal offers, and what is new in it', async () => {
    const line = (id: string, description: string, total: string, more: object = {}) => ({
      id,
      description,
      quantity: '2',
      unitPrice: '100',
      discountPercent: '0',
      total,
      ...more,
    });
    const after = line('l2', 'Chair', '180', { discountPercent: '10' });
    const lines = [
      { kind: 'SAME', before: line('b1', 'Desk', '200'), after: line('l1', 'Desk', '200') },
      { kind: 'CHANGED', before: line('b2', 'Chair', '200'), after },
      { kind: 'REMOVED', before: line('b3', 'Lamp', '200'), after: null },
    ];
    const comparison = {
      from: { id: 'prop0', revision: 1, margin: '40' },
      netDifference: '-220',
      fields: [
        { field: 'discountPercent', before: '0', after: '5' },
        { field: 'intro', before: 'Dear Ms Novak', after: 'Good morning' },
      ],
      lines,
    };
    const subject = {
      __typename: 'Proposal',
      id: 'prop1',
      version: 4,
      number: 'P-2026-0007',
      revision: 2,
      currency: 'EUR',
      discountPercent: '20',
      discount: '76',
      net: '304',
      total: '367.84',
      margin: '32.5',
      lines: [line('l1', 'Desk', '200'), after],
      comparison,
    };
    const about = { subjectKind: 'PROPOSAL', stage: null, subject, discountPercent: '38.510259' };
    await inbox([approval('a1', 'Desks', about)]);
    expect(card('Desks').textContent).toContain('38.51 %');
    const part = within(card('Desks')).getByRole('region', { name: 'Proposal P-2026-0007' });
    expect(part.textContent).toContain('P-2026-0007, version 2 · net €304 · with tax €367.84');
    expect(part.textContent).toContain(
      'Compared with version 1: −€220 · also changed: Discount % 0 % → 5 %, Introduction, Margin 40 % → 32.5 %',
    );
    expect(
      within(part)
        .getByRole('link', { name: /^P-2026-0007/ })
        .getAttribute('href'),
    ).toBe('/proposals/prop1');
    const rows = within(part).getAllByRole('listitem');
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      'Desk 2 × €100€200',
      'Chair changed2 × €100, −10 % · before: 2 × €100€180',
      'Lamp taken out2 × €100€200',
      'Discount on everything 20 %−€76',
    ]);
  });

  it('tells what was decided about it before', async () => {
    const proposal = (id: string, number: string, revision: number) => ({
      __typename: 'Proposal',
      id,
      version: 1,
      number,
      revision,
      currency: 'EUR',
      net: '100',
      total: '121',
      margin: null,
      lines: [],
      comparison: null,
    });
    const run = (id: string, requestedAt: string, more: object) =>
      approval(id, 'Desks', { subjectKind: 'PROPOSAL', stage: null, requestedAt, ...more });
    const now = run('a1', '2026-03-03T10:00:00Z', { subject: proposal('p2', 'P-2026-0007', 2) });
    const refusal = { decision: 'REJECTED', comment: 'At most five per cent' };
    const before = run('a0', '2026-03-01T10:00:00Z', {
      status: 'REJECTED',
      endedAt: '2026-03-02T10:00:00Z',
      subject: proposal('p1', 'P-2026-0007', 1),
      steps: [step('a0-s1', 'Sales lead', 'REJECTED', [assignment('a0-x1', 'Ben', refusal)])],
    });
    const { environment } = await inbox([now]);
    const { filter } = await answer(environment, 'ApprovalEarlierQuery', {
      approvals: {
        nodes: [
          now,
          before,
          run('b0', '2026-03-01T09:00:00Z', {
            status: 'REJECTED',
            subject: proposal('p9', 'P-2026-0009', 1),
          }),
        ],
      },
    });
    expect(filter).toEqual({ dealId: { eq: 'deal-a1' }, subjectKind: { eq: 'PROPOSAL' } });
    const part = await within(card('Desks')).findByRole('region', { name: 'Earlier decisions' });
    const runs = within(part).getAllByRole('listitem');
    expect(runs).toHaveLength(1);
    expect(runs[0]?.textContent).toContain('Rejected · version 1');
    expect(runs[0]?.textContent).toContain('Ben: At most five per cent');
  });

  it('approves with one click; what was decided stays where it was', async () => {
    const { environment, user: hand } = await inbox();
    await hand.click(screen.getByRole('button', { name: 'Approve: Desks' }));
    const operation = await asked(environment, 'useApprovalActionsDecideMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'a1',
      decision: 'APPROVE',
      comment: null,
      expectedVersion: 3,
    });
    const done = approval('a1', 'Desks', {
      version: 4,
      status: 'APPROVED',
      waitsForViewer: false,
      endedAt: '2026-03-03T10:00:00Z',
    });
    await answer(environment, 'useApprovalActionsDecideMutation', {
      decideApproval: { approval: done, userErrors: [] },
    });
    expect(await screen.findByText('Approved: Desks')).toBeTruthy();
    expect(within(card('Desks')).queryByRole('button', { name: 'Approve: Desks' })).toBeNull();
    // The event of it makes the list keep what it shows.
    await news(environment, done);
    const again = await asked(environment, 'ApprovalListQuery');
    expect(again.request.variables.filter).toEqual({
      or: [{ waitingForId: { eq: '@me' } }, { id: { in: ['a1'] } }],
    });
    await answer(environment, 'ApprovalListQuery', listOf([approval('a2', 'Chairs'), done]));
    expect(
      screen.getAllByRole('listitem', { name: /Desks|Chairs/ }).map((one) => one.getAttribute('aria-label')),
    ).toEqual(['Desks', 'Chairs']);
  });

  it('rejects only with a comment, and shows the refusal of a decision that came too late', async () => {
    const { environment, user: hand } = await inbox();
    await hand.click(screen.getByRole('button', { name: 'Reject: Desks' }));
    const dialog = await screen.findByRole('dialog');
    await hand.click(within(dialog).getByRole('button', { name: 'Reject' }));
    expect(within(dialog).getByText(/Say why/)).toBeTruthy();
    expect(findOperation(environment, 'useApprovalActionsDecideMutation')).toBeUndefined();
    await hand.type(within(dialog).getByRole('textbox', { name: /Comment/ }), 'Too cheap');
    await hand.click(within(dialog).getByRole('button', { name: 'Reject' }));
    const { input } = await answer(environment, 'useApprovalActionsDecideMutation', tooLate);
    expect(input).toMatchObject({ decision: 'REJECT', comment: 'Too cheap', expectedVersion: 3 });
    // It still waits for the viewer: they look, and decide again on what it is now.
    await answer(environment, 'useApprovalActionsLookQuery', {
      approval: approval('a1', 'Desks', { version: 4 }),
    });
    expect(await screen.findByText(/^Ben has changed it meanwhile/)).toBeTruthy();
    expect(within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: /Comment/ }).value).toBe(
      'Too cheap',
    );
    await hand.click(within(dialog).getByRole('button', { name: 'Reject' }));
    const again = await answer(environment, 'useApprovalActionsDecideMutation', tooLate);
    expect(again.input).toMatchObject({ decision: 'REJECT', comment: 'Too cheap', expectedVersion: 4 });
    // It does not any more: the dialog goes, and the card says how it stands.
    await answer(environment, 'useApprovalActionsLookQuery', {
      approval: approval('a1', 'Desks', { version: 5, status: 'APPROVED', waitsForViewer: false }),
    });
    expect(await screen.findByText(/^Ben was quicker/)).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(card('Desks').textContent).toContain('Approved');
  });

  it('says who took a request back, when and with which words', async () => {
    const recalled = { status: 'RECALLED', waitsForViewer: false, endedAt: '2026-03-02T10:00:00Z' };
    const { environment } = await inbox([approval('a1', 'Desks', recalled)]);
    expect(card('Desks').textContent).toContain('Recalled');
    const entry = {
      id: 'e1',
      at: '2026-03-02T10:00:00Z',
      actor: { name: 'Rosa Klein' },
      changes: [{ field: 'comment', after: 'Forgot the training' }],
    };
    const { id } = await answer(environment, 'ApprovalEndingQuery', {
      approval: { id: 'a1', history: { nodes: [entry] } },
    });
    expect(id).toBe('a1');
    expect(card('Desks').textContent).toContain('· Rosa Klein');
    expect(within(card('Desks')).getByText('Forgot the training')).toBeTruthy();
  });

  it('is walked and decided by keys; a key alone approves nothing', async () => {
    const { environment, user: hand } = await inbox();
    await hand.keyboard('a');
    expect(screen.queryByRole('dialog')).toBeNull();
    await hand.keyboard('j');
    await waitFor(() => expect(document.activeElement).toBe(card('Desks')));
    await hand.keyboard('j');
    await waitFor(() => expect(document.activeElement).toBe(card('Chairs')));
    await hand.keyboard('a');
    const dialog = await screen.findByRole('dialog', { name: 'Approve: Chairs' });
    expect(findOperation(environment, 'useApprovalActionsDecideMutation')).toBeUndefined();
    await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    await hand.keyboard('{Enter}');
    const operation = await asked(environment, 'useApprovalActionsDecideMutation');
    expect(operation.request.variables.input).toMatchObject({ id: 'a2', decision: 'APPROVE' });
  });

  it('keeps a card that somebody else has decided, without its buttons', async () => {
    const { environment } = await inbox();
    await news(environment, approval('a2', 'Chairs', { version: 4, waitsForViewer: false }));
    expect(within(card('Chairs')).queryByRole('button', { name: 'Approve: Chairs' })).toBeNull();
    expect(card('Chairs').textContent).toContain('Waiting');
  });
});

describe('the progress', () => {
  it('offers to recall to whoever asked, and to nobody to decide', async () => {
    const { environment, user: hand } = show(<ApprovalProgress id="a1" />);
    await answer(environment, 'ApprovalProgressQuery', {
      eventCursor: 'c1',
      approval: approval('a1', 'Desks', { waitsForViewer: false, viewerCanRecall: true }),
    });
    expect(screen.queryByRole('button', { name: 'Approve: Desks' })).toBeNull();
    await hand.click(screen.getByRole('button', { name: 'Recall: Desks' }));
    const dialog = await screen.findByRole('dialog');
    await hand.click(within(dialog).getByRole('button', { name: 'Recall' }));
    const { input } = await answer(environment, 'useApprovalActionsRecallMutation', {
      recallApproval: {
        approval: approval('a1', 'Desks', { version: 4, status: 'RECALLED', waitsForViewer: false }),
        userErrors: [],
      },
    });
    expect(input).toEqual({ id: 'a1', comment: null, expectedVersion: 3 });
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Recall: Desks' })).toBeNull());
  });

  it('goes on live', async () => {
    const { environment } = show(<ApprovalProgress id="a1" />);
    await answer(environment, 'ApprovalProgressQuery', {
      eventCursor: 'c1',
      approval: approval('a1', 'Desks'),
    });
    const steps = [
      step('a1-s2', 'Board', 'APPROVED', [
        assignment('a1-x3', 'Cleo', {
          decision: 'APPROVED',
          comment: 'Go ahead',
          decidedAt: '2026-03-01T12:00:00Z',
        }),
      ]),
    ];
    await news(environment, approval('a1', 'Desks', { version: 4, waitsForViewer: false, steps }));
    expect(screen.getByText('Go ahead')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Approve: Desks' })).toBeNull();
  });
});
