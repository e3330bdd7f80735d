import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { RecordSourceProxy } from 'relay-runtime';
import type {
  AddStakeholderInput,
  useStakeholdersAddMutation,
} from '@/__generated__/useStakeholdersAddMutation.graphql';
import type { useStakeholdersRemoveMutation } from '@/__generated__/useStakeholdersRemoveMutation.graphql';
import type {
  UpdateStakeholderInput,
  useStakeholdersUpdateMutation,
} from '@/__generated__/useStakeholdersUpdateMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { useStep } from '@/app/useStep';
import { versionOf } from '@/relay/versionOf';
import type { SaveResult } from '@/ui/InlineEdit';
import { saveMerging } from '../../records/merge';
import { againInput, type Deal, type LinkEnds, linksAgain, PAGE, type Person, type Rating } from './model';

const RATED = ['influence', 'loyalty'] as const;

export type Patch = Omit<UpdateStakeholderInput, 'id' | 'expectedVersion'>;

/** Writes the change as if the server had agreed; version + 1, so that a quick second change does not conflict. */
export function applyPatch(store: RecordSourceProxy, id: string, patch: Patch): void {
  const record = store.get(id);
  if (!record) return;
  for (const [field, value] of Object.entries(patch)) {
    if (field !== 'roleId') {
      record.setValue(value as string | number | null, field);
      continue;
    }
    const role = typeof value === 'string' ? store.get(value) : undefined;
    // A role without its label would show as a hole: then the answer is waited for.
    if (role?.getValue('label') !== undefined) record.setLinkedRecord(role, 'role');
    else if (value === null) record.setValue(null, 'role');
  }
  record.setValue(Number(record.getValue('version') ?? 0) + 1, 'version');
}

function takeOff(store: RecordSourceProxy, deal: Deal, person: Person): void {
  const record = store.get(deal.id);
  const page = record?.getLinkedRecord('stakeholders', { first: PAGE });
  const left = page?.getLinkedRecords('nodes')?.filter((node) => node?.getDataID() !== person.id);
  if (left) page?.setLinkedRecords(left, 'nodes');
  const links = record?.getLinkedRecords('influenceLinks');
  const ends = ['from', 'to'];
  record?.setLinkedRecords(
    links?.filter((link) => !ends.some((end) => link?.getLinkedRecord(end)?.getDataID() === person.id)),
    'influenceLinks',
  );
}

/** What can be done with a deal's stakeholders. Each answer brings the deal with all of them. */
export function useStakeholders(deal: Deal, draw: (ends: LinkEnds) => Promise<boolean>) {
  const { t } = useTranslation('stakeholders');
  const environment = useRelayEnvironment();
  const [commitAdd] = useAction<useStakeholdersAddMutation>(graphql`
    mutation useStakeholdersAddMutation($input: AddStakeholderInput!) {
      addStakeholder(input: $input) {
        stakeholder {
          id
          version
        }
        deal {
          ...Stakeholders_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useStakeholdersUpdateMutation>(graphql`
    mutation useStakeholdersUpdateMutation($input: UpdateStakeholderInput!) {
      updateStakeholder(input: $input) {
        stakeholder {
          id
          version
        }
        deal {
          ...Stakeholders_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRemove] = useStep<useStakeholdersRemoveMutation>(graphql`
    mutation useStakeholdersRemoveMutation($input: RemoveStakeholderInput!) {
      removeStakeholder(input: $input) {
        deal {
          ...Stakeholders_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  /** Refusals come back as values: the dialog shows them at its fields. */
  const add = useCallback(
    (input: AddStakeholderInput) => commitAdd({ input }, { onRefused: () => undefined }),
    [commitAdd],
  );

  /** Refusals come back as values: the field shows them below itself. */
  const save = useCallback(
    (id: string, patch: Patch, expectedVersion: number): Promise<SaveResult> =>
      commitUpdate(
        { input: { id, ...patch, expectedVersion } },
        { onRefused: () => undefined, optimisticUpdater: (store) => applyPatch(store, id, patch) },
      ),
    [commitUpdate],
  );

  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const own = useRef(new Map<string, number>());
  /** The former rating again, unless somebody else has rated since. */
  const takeBack = useCallback(
    async (before: Person, patch: Patch, rated: number): Promise<void> => {
      const fields = RATED.filter((field) => field in patch);
      const former: Patch = Object.fromEntries(fields.map((field) => [field, before[field]]));
      const result = await saveMerging(fields, rated, (expected) => save(before.id, former, expected));
      if (result.ok) own.current.set(before.id, versionOf(environment, before.id));
      else reportUserErrors(result.errors);
    },
    [environment, save],
  );
  /** One after the other: quick steps of one hand must not conflict with each other. */
  const rate = useCallback(
    (person: Person, rating: Rating, base: number): Promise<void> => {
      const { id } = person;
      const patch: Patch = {
        ...(rating.influence === person.influence ? {} : { influence: rating.influence }),
        ...(rating.loyalty === person.loyalty ? {} : { loyalty: rating.loyalty }),
      };
      const run = async () => {
        const version = Math.max(base, own.current.get(id) ?? 0);
        const result = await saveMerging(Object.keys(patch), version, (expected) =>
          save(id, patch, expected),
        );
        if (!result.ok) {
          reportUserErrors(result.errors);
          return;
        }
        const rated = versionOf(environment, id);
        own.current.set(id, rated);
        offerUndo({
          message: t('rated', { name: person.contact.name }),
          undo: () => takeBack(person, patch, rated),
        });
      };
      const done = queue.current.then(run);
      queue.current = done;
      return done;
    },
    [environment, save, t, takeBack],
  );

  const makePrimary = useCallback(
    (person: Person) =>
      commitUpdate(
        { input: { id: person.id, primary: true } },
        {
          optimisticUpdater: (store) => {
            const contact = store.get(person.contact.id);
            if (contact) store.get(deal.id)?.setLinkedRecord(contact, 'primaryContact');
          },
        },
      ),
    [commitUpdate, deal.id],
  );

  /** Off at once, with Undo: the same contact with the same values, and the influence drawn from and to them. */
  const remove = useCallback(
    async (person: Person) => {
      const primary = deal.primaryContact?.id === person.contact.id;
      const result = await commitRemove(
        person.id,
        (expectedVersion) => ({ input: { id: person.id, expectedVersion } }),
        { optimisticUpdater: (store) => takeOff(store, deal, person) },
      );
      if (!result.ok) return;
      offerUndo({
        message: t('removed', { name: person.contact.name }),
        undo: async () => {
          const again = await commitAdd({ input: againInput(deal.id, person, primary) });
          const id = again.ok ? again.data.addStakeholder.stakeholder?.id : undefined;
          if (!id) return;
          for (const ends of linksAgain(deal.influenceLinks, person.id, id)) await draw(ends);
        },
      });
    },
    [commitAdd, commitRemove, deal, draw, t],
  );

  return useMemo(() => ({ add, save, rate, makePrimary, remove }), [add, save, rate, makePrimary, remove]);
}

export type StakeholderActions = ReturnType<typeof useStakeholders>;
