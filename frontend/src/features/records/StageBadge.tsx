import { Badge } from '@mantine/core';
import { stageColor } from '@/ui/colors';

/** A stage by its name and colour. */
export function StageBadge({ stage }: { stage: { readonly name: string; readonly color: string } }) {
  return (
    <Badge
      size="sm"
      variant="default"
      leftSection={
        <span
          aria-hidden
          style={{
            display: 'inline-block',
            width: 8,
            height: 8,
            borderRadius: 8,
            background: stageColor(stage.color),
          }}
        />
      }
    >
      {stage.name}
    </Badge>
  );
}
