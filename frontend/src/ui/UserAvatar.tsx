import { Avatar } from '@mantine/core';
import { stageColor } from './colors';

interface Props {
  name: string;
  /** User.avatarColor: a scale of the theme or any CSS colour. */
  color: string;
  size?: number;
  /** The name on hover, where it is not written beside the avatar. */
  tooltip?: boolean;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.[0] ?? '')
    .join('')
    .toUpperCase();
}

/** Neutral face, coloured ring: coloured letters would fall below AA contrast. */
export function UserAvatar({ name, color, size = 28, tooltip = false }: Props) {
  return (
    <Avatar
      size={size}
      radius="xl"
      alt={name}
      data-tip={tooltip ? name : undefined}
      variant="default"
      styles={{
        placeholder: { fontSize: size * 0.38, fontWeight: 650, border: `2px solid ${stageColor(color)}` },
      }}
    >
      {initials(name)}
    </Avatar>
  );
}
