import { Button, Input, MultiSelect, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type { ShareForm_deal$key } from '@/__generated__/ShareForm_deal.graphql';
import type { ShareFormMutation } from '@/__generated__/ShareFormMutation.graphql';
import type { ShareFormTeamsQuery } from '@/__generated__/ShareFormTeamsQuery.graphql';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { RecordMultiPicker } from '@/ui/RecordMultiPicker';

interface Props {
  deal: ShareForm_deal$key;
  onClose: () => void;
}

/** Who may see the deal besides its owner and the administrators. */
export function ShareForm({ deal: key, onClose }: Props) {
  const { t } = useTranslation('deals');
  const viewer = useViewer();
  const deal = useFragment(
    graphql`
      fragment ShareForm_deal on Deal {
        id
        version
        restricted
        sharedWith {
          user {
            id
            name
          }
          team {
            id
            name
          }
        }
      }
    `,
    key,
  );
  const { teams } = useLazyLoadQuery<ShareFormTeamsQuery>(
    graphql`
      query ShareFormTeamsQuery {
        teams(first: 200) {
          nodes {
            id
            name
          }
        }
      }
    `,
    {},
  );
  const [restricted, setRestricted] = useState(deal.restricted);
  const [userIds, setUserIds] = useState(() => deal.sharedWith.flatMap(({ user }) => user?.id ?? []));
  const [teamIds, setTeamIds] = useState(() => deal.sharedWith.flatMap(({ team }) => team?.id ?? []));
  // Of the moment the dialog opened: somebody else's change meanwhile is not overwritten.
  const [baseVersion] = useState(deal.version);
  const [restrict, busy] = useAction<ShareFormMutation>(graphql`
    mutation ShareFormMutation($input: RestrictDealInput!) {
      restrictDeal(input: $input) {
        deal {
          id
          version
          ...DealHeader_deal
          ...ShareForm_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const submit = async () => {
    const users = userIds.map((id) => (id === '@me' ? viewer.id : id));
    const result = await restrict({
      input: {
        id: deal.id,
        restricted,
        userIds: restricted ? [...new Set(users)] : [],
        teamIds: restricted ? teamIds : [],
        expectedVersion: baseVersion,
      },
    });
    if (result.ok) onClose();
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack>
        <Switch
          label={t('share.switch')}
          description={t('share.hint')}
          checked={restricted}
          onChange={(event) => setRestricted(event.currentTarget.checked)}
        />
        {restricted && (
          <>
            <Input.Wrapper label={t('share.users')} labelElement="div">
              <RecordMultiPicker kind="user" label={t('share.users')} value={userIds} onChange={setUserIds} />
            </Input.Wrapper>
            <MultiSelect
              label={t('share.teams')}
              searchable
              data={teams.nodes.map(({ id, name }) => ({ value: id, label: name }))}
              value={teamIds}
              onChange={setTeamIds}
            />
            <Text size="sm" c="dimmed">
              {t('share.always')}
            </Text>
          </>
        )}
        <Button type="submit" loading={busy}>
          {t('common:action.save')}
        </Button>
      </Stack>
    </form>
  );
}
