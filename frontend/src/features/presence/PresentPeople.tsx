import { Avatar, Group, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { UserAvatar } from '@/ui/UserAvatar';
import { usePeople } from './context';

const SHOWN = 4;

/** Who else has the page open: their avatars, and their names for those who hear the page. */
export function PresentPeople() {
  const { t } = useTranslation('presence');
  const people = usePeople();
  const names = people.map((person) => person.name);
  const more = people.slice(SHOWN).map((person) => person.name);
  return (
    <Group gap={4} wrap="nowrap" data-testid="present">
      <VisuallyHidden role="status">
        {people.length > 0 && t('here', { count: people.length, names: names.join(', ') })}
      </VisuallyHidden>
      <Group gap={0} wrap="nowrap" aria-hidden>
        {people.slice(0, SHOWN).map(({ id, name, avatarColor }) => (
          <span key={id} data-tip={t('here', { count: 1, names: name })} style={{ marginInlineStart: -6 }}>
            <UserAvatar name={name} color={avatarColor} size={26} />
          </span>
        ))}
        {more.length > 0 && (
          <Avatar size={26} radius="xl" data-tip={t('here', { count: more.length, names: more.join(', ') })}>
            +{more.length}
          </Avatar>
        )}
      </Group>
    </Group>
  );
}
