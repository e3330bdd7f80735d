import { Combobox, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from './Notes.module.css';
import type { Offered } from './usePeople';

interface Props {
  /** The field says by it which list it speaks of. */
  id: string;
  people: readonly Offered[];
  active: number;
  onActive: (index: number) => void;
}

export const optionId = (list: string, index: number) => `${list}-${index}`;

/** The people whose name is being typed. The keyboard stays in the text. */
export function MentionList({ id, people, active, onActive }: Props) {
  const { t } = useTranslation('notes');
  return (
    <Combobox.Dropdown>
      <Combobox.Options id={id} aria-label={t('mention.people')} className={classes.people}>
        {people.map((person, index) => (
          <Combobox.Option
            key={person.id}
            id={optionId(id, index)}
            value={person.id}
            selected={index === active}
            aria-selected={index === active}
            ref={index === active ? intoView : undefined}
            onMouseMove={() => onActive(index)}
            className={classes.person}
          >
            <span aria-hidden>
              <UserAvatar name={person.name} color={person.avatarColor} size={26} />
            </span>
            <span className={classes.about}>
              <Text span size="sm" truncate>
                {person.name}
              </Text>{' '}
              <Text span size="xs" className={classes.email} truncate>
                {person.email}
              </Text>
            </span>
          </Combobox.Option>
        ))}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}

function intoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}
