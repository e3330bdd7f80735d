import {
  Button,
  ColorInput,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PaperForm_settings$key } from '@/__generated__/PaperForm_settings.graphql';
import type { PaperForm_workspace$key } from '@/__generated__/PaperForm_workspace.graphql';
import { Clash } from '../../activities/Clash';
import { HINT_BELOW } from '../hintBelow';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { MOST_DAYS, type Text } from './paper';
import { usePaperForm } from './usePaperForm';

/** Beside each other where there is room. */
const SHORT: readonly Text[] = ['registrationNumber', 'taxNumber', 'email', 'phone', 'website'];

/** The company as its customers read it, and what new proposals begin with. */
export function PaperForm({ workspace }: { workspace: PaperForm_workspace$key }) {
  const { t } = useTranslation(['settings', 'common', 'activities']);
  const admin = useIsAdmin();
  const { name, proposalSettings } = useFragment(
    graphql`
      fragment PaperForm_workspace on Workspace {
        id
        version
        name
        proposalSettings {
          id
          ...PaperForm_settings
        }
      }
    `,
    workspace,
  );
  const data = useFragment<PaperForm_settings$key>(
    graphql`
      fragment PaperForm_settings on ProposalSettings {
        id
        version
        company
        address
        registrationNumber
        taxNumber
        email
        phone
        website
        accentColor
        intro
        terms
        validDays
      }
    `,
    proposalSettings ?? null,
  );
  const { form, submit, busy, dirty, clash, takeTheirs } = usePaperForm(data ?? null);
  const long = (field: Text, rows: number, description?: string) => (
    <Textarea
      label={t(`settings:paper.${field}`)}
      description={description}
      inputWrapperOrder={HINT_BELOW}
      autosize
      minRows={rows}
      maxRows={16}
      {...form.getInputProps(field)}
    />
  );

  return (
    <Panel title={t('settings:section.proposals')} hint={t('settings:paper.hint')} readOnly={!admin}>
      <form onSubmit={submit} noValidate>
        <fieldset disabled={!admin} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Stack gap="sm" maw={600}>
            <TextInput
              label={t('settings:paper.company')}
              placeholder={name}
              description={t('settings:paper.companyHint')}
              inputWrapperOrder={HINT_BELOW}
              {...form.getInputProps('company')}
            />
            {long('address', 3)}
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              {SHORT.map((field) => (
                <TextInput key={field} label={t(`settings:paper.${field}`)} {...form.getInputProps(field)} />
              ))}
              <ColorInput
                label={t('settings:paper.accentColor')}
                format="hex"
                placeholder="#0F766E"
                disabled={!admin}
                eyeDropperButtonProps={{ 'aria-label': t('settings:paper.eyeDropper') }}
                {...form.getInputProps('accentColor')}
              />
            </SimpleGrid>
            <NumberInput
              label={t('settings:paper.validDays')}
              inputWrapperOrder={HINT_BELOW}
              description={t('settings:paper.validDaysHint')}
              min={1}
              max={MOST_DAYS}
              allowDecimal={false}
              disabled={!admin}
              maw={290}
              {...form.getInputProps('validDays')}
            />
            {long('intro', 3, t('settings:paper.textHint'))}
            {long('terms', 4, t('settings:paper.textHint'))}
            {clash && <Clash with={clash} />}
            {admin && (
              <Group>
                <Button type="submit" loading={busy} disabled={!dirty}>
                  {t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
                </Button>
                {clash && (
                  <Button variant="default" onClick={takeTheirs}>
                    {t('common:conflict.takeTheirs')}
                  </Button>
                )}
              </Group>
            )}
          </Stack>
        </fieldset>
      </form>
    </Panel>
  );
}
