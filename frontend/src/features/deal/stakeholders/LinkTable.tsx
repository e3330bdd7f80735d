import { ActionIcon, Table, Text } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { CellField } from '../../records/CellField';
import { FreshContext } from '../../records/useFresh';
import { type Deal, STRENGTHS, useWords } from './model';
import classes from './Stakeholders.module.css';
import type { LinkActions } from './useLinks';

interface Props {
  deal: Deal;
  links: LinkActions;
  readOnly: boolean;
}

/** The picture's arrows in words, the most influential first. */
export function LinkTable({ deal, links, readOnly }: Props) {
  const { t } = useTranslation('stakeholders');
  const words = useWords();
  const fresh = useContext(FreshContext);
  const people = new Map(deal.stakeholders.nodes.map((person) => [person.id, person]));
  const name = (id: string) => people.get(id)?.contact.name ?? '';
  const rows = deal.influenceLinks.toSorted(
    (a, b) =>
      (people.get(b.from.id)?.influence ?? 0) - (people.get(a.from.id)?.influence ?? 0) ||
      name(a.from.id).localeCompare(name(b.from.id)) ||
      name(a.to.id).localeCompare(name(b.to.id)),
  );
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" mt="sm">
        {t('link.none')}
      </Text>
    );
  }
  return (
    <Table aria-label={t('link.table')} mt="sm" horizontalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('link.from')}</Table.Th>
          <Table.Th scope="col">{t('link.to')}</Table.Th>
          <Table.Th scope="col">{t('link.strength')}</Table.Th>
          {!readOnly && (
            <Table.Th scope="col">
              <span className={classes.hidden}>{t('actions')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((link) => (
          <Table.Tr key={link.id} data-fresh={fresh.has(link.id) || undefined}>
            <Table.Td>{name(link.from.id)}</Table.Td>
            <Table.Td>
              {name(link.to.id)}
              {fresh.get(link.id) && <span className={classes.freshBy}> {fresh.get(link.id)}</span>}
            </Table.Td>
            <Table.Td className={classes.field}>
              <CellField
                field="strength"
                version={link.version}
                label={t('link.strength')}
                value={String(link.strength)}
                kind="select"
                required
                disabled={readOnly}
                options={STRENGTHS.map((value) => ({ value: String(value), label: words.strength(value) }))}
                save={(value, expected) => links.setStrength(link, Number(value), expected)}
              >
                {words.strength(link.strength)}
              </CellField>
            </Table.Td>
            {!readOnly && (
              <Table.Td className={classes.menu}>
                <ActionIcon
                  aria-label={t('link.remove', { from: name(link.from.id), to: name(link.to.id) })}
                  onClick={() => void links.remove(link)}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
