import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconVersions from '@tabler/icons-react/dist/esm/icons/IconVersions.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { TemplateRow_template$key } from '@/__generated__/TemplateRow_template.graphql';
import { LANGUAGE_NAMES, toLanguage } from '@/i18n';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { sizeText } from '../../files/sizes';
import classes from '../Settings.module.css';
import { useIsAdmin } from '../useIsAdmin';
import { ContentDialog } from './ContentDialog';
import { EditTemplateDialog } from './EditTemplateDialog';

interface Props {
  template: TemplateRow_template$key;
  onArchive: (archived: boolean) => void;
  onSaved: () => void;
}

/** One template: what it is for, what it uses, and what can be done with it. */
export function TemplateRow({ template, onArchive, onSaved }: Props) {
  const { t, i18n } = useTranslation(['documents', 'common']);
  const labelOf = useLabel();
  const admin = useIsAdmin();
  const [open, setOpen] = useState<'details' | 'content'>();
  const data = useFragment(
    graphql`
      fragment TemplateRow_template on DocumentTemplate {
        id
        version
        name
        description
        language
        category {
          id
          version
          label
          labels {
            language
            text
          }
        }
        fileName
        size
        url
        placeholders
        archived
        updatedAt
        updatedBy {
          name
        }
      }
    `,
    template,
  );
  const { name, description, category, placeholders, archived, updatedBy } = data;
  const language = toLanguage(data.language);
  const dialog = { template: data, onClose: () => setOpen(undefined), onSaved };
  return (
    <li className={classes.row}>
      <div className={classes.grow}>
        <Group gap="xs">
          <Text size="sm" fw={600} span>
            {name}
          </Text>
          <Badge size="sm" variant="default" tt="none">
            {language ? LANGUAGE_NAMES[language] : data.language}
          </Badge>
          {category && (
            <Badge size="sm" variant="light" tt="none">
              {labelOf(category)}
            </Badge>
          )}
        </Group>
        {description && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {description}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {data.fileName} · <span className="ds-number">{sizeText(i18n.language, data.size)}</span>
          {updatedBy && ` · ${updatedBy.name}`} · <DateText value={data.updatedAt} variant="relative" />
        </Text>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {placeholders.length > 0
            ? t('documents:uses', { list: placeholders.join(', ') })
            : t('documents:usesNone')}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap" ml="auto">
        <ActionIcon
          component="a"
          href={data.url}
          download
          aria-label={t('documents:downloadOf', { name })}
          data-tip={t('documents:download')}
        >
          <IconDownload size={16} />
        </ActionIcon>
        {admin && archived && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('documents:takeOutOf', { name })}
            onClick={() => onArchive(false)}
          >
            {t('documents:takeOut')}
          </Button>
        )}
        {admin && !archived && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('documents:moreOf', { name })}>
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => setOpen('details')}
              >
                {t('documents:edit')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconVersions size={16} aria-hidden />}
                onClick={() => setOpen('content')}
              >
                {t('documents:replace')}
              </Menu.Item>
              <Menu.Item leftSection={<IconArchive size={16} aria-hidden />} onClick={() => onArchive(true)}>
                {t('documents:putAway')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {open === 'details' && <EditTemplateDialog {...dialog} />}
      {open === 'content' && <ContentDialog {...dialog} />}
    </li>
  );
}
