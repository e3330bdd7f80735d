import { ActionIcon, Menu, Table } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { type ComponentProps, type KeyboardEvent, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { Money } from '@/ui/Money';
import { ProductPicker } from '@/ui/pickers';
import { useReorder } from '@/ui/reorder';
import { CellField } from '../../records/CellField';
import { FreshContext } from '../../records/useFresh';
import classes from './Lines.module.css';
import { checks } from './lineForm';
import type { Line, LineActions, Patch } from './model';

interface Props {
  line: Line;
  /** Lines of one list drop only on each other. */
  list: string;
  index: number;
  count: number;
  currency: string;
  actions: LineActions;
  readOnly: boolean;
  onMove: (from: number, to: number) => void;
}

const FIGURES = [
  ['quantity', 4],
  ['unitPrice', 4],
  ['discountPercent', 2],
  ['taxPercent', 2],
] as const;

/** One line; each of its values is edited where it stands. */
export function LineRow({ line, list, index, count, currency, actions, readOnly, onMove }: Props) {
  const { t } = useTranslation(['lines', 'app', 'common']);
  const format = useFormat();
  const fresh = useContext(FreshContext);
  const { row, handle, dragging, edge } = useReorder<HTMLTableRowElement, HTMLButtonElement>({
    list,
    index,
    enabled: !readOnly,
    onMove,
  });
  const label = (field: string) => t(`app:field.${field}`);
  const shared = { version: line.version, disabled: readOnly };
  const save = (field: keyof Patch) => (value: string | null, version: number) =>
    actions.save(line.id, { [field]: value ?? (field === 'productId' ? null : '0') }, version);
  const shown = {
    quantity: format.decimal(line.quantity),
    unitPrice: <Money amount={line.unitPrice} currency={currency} exact />,
    discountPercent: t('percent', { value: format.decimal(line.discountPercent) }),
    taxPercent: t('percent', { value: format.decimal(line.taxPercent) }),
  };
  const who = fresh.get(line.id);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0) return;
    event.preventDefault();
    onMove(index, index + step);
  };

  return (
    <Table.Tr
      ref={row}
      role="row"
      data-fresh={fresh.has(line.id) || undefined}
      data-dragging={dragging || undefined}
      data-edge={edge ?? undefined}
    >
      <Cell label={label('description')} data-first>
        <span className={classes.first}>
          {!readOnly && (
            <ActionIcon
              ref={handle}
              size={26}
              className={classes.handle}
              aria-label={t('lines:handle', { name: line.description })}
              onKeyDown={onKeyDown}
            >
              <IconGripVertical size={16} aria-hidden />
            </ActionIcon>
          )}
          <span className={classes.texts}>
            <CellField
              {...shared}
              field="description"
              label={label('description')}
              value={line.description}
              required
              save={save('description')}
            />
            <span className={classes.product}>
              <CellField
                {...shared}
                field="productId"
                label={label('product')}
                value={line.product?.id ?? null}
                picker={(props) => <ProductPicker {...props} />}
                save={save('productId')}
              >
                {line.product ? (line.product.code ?? line.product.name) : t('lines:noProduct')}
              </CellField>
            </span>
            {who && <span className={classes.freshBy}>{who}</span>}
          </span>
        </span>
      </Cell>
      {FIGURES.map(([field, decimals]) => (
        <Cell key={field} label={label(field)} data-number>
          <CellField
            {...shared}
            field={field}
            label={label(field)}
            value={line[field]}
            kind="number"
            decimals={decimals}
            align="right"
            validate={(value) => {
              const wrong = checks[field](value ?? '');
              if (wrong === null) return undefined;
              return wrong === 'required' ? t('common:edit.required') : t(`lines:invalid.${wrong}`);
            }}
            save={save(field)}
          >
            <span className="ds-number">{shown[field]}</span>
          </CellField>
        </Cell>
      ))}
      <Cell label={label('lineTotal')} data-number data-total>
        <strong>
          <Money amount={line.total} currency={currency} />
        </strong>
      </Cell>
      <Table.Td role="cell" className={classes.menu}>
        {!readOnly && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('lines:more', { name: line.description })}>
                <IconDots size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                disabled={index === 0}
                leftSection={<IconArrowUp size={16} aria-hidden />}
                onClick={() => onMove(index, index - 1)}
              >
                {t('lines:up')}
              </Menu.Item>
              <Menu.Item
                disabled={index === count - 1}
                leftSection={<IconArrowDown size={16} aria-hidden />}
                onClick={() => onMove(index, index + 1)}
              >
                {t('lines:down')}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => void actions.remove(line)}
              >
                {t('lines:remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Carries its column's name along for where the head of the table is out of sight. */
function Cell({ label, ...props }: ComponentProps<typeof Table.Td> & { label: string }) {
  return <Table.Td role="cell" data-label={label} {...props} />;
}
