import type { ComponentProps } from 'react';
import { CellField } from '../../records/CellField';
import type { Person } from './model';
import type { Patch, StakeholderActions } from './useStakeholders';

interface Props extends Omit<ComponentProps<typeof CellField>, 'version' | 'save' | 'field'> {
  person: Person;
  field: Exclude<keyof Patch, 'primary'>;
  save: StakeholderActions['save'];
}

const NUMBERS = ['influence', 'loyalty'];

/** What is known of a stakeholder, edited in place. */
export function StakeholderField({ person, field, save, ...cell }: Props) {
  return (
    <CellField
      {...cell}
      field={field}
      version={person.version}
      save={(value, expected) => {
        const wire = NUMBERS.includes(field) && value !== null ? Number(value) : value;
        return save(person.id, { [field]: wire }, expected);
      }}
    />
  );
}
