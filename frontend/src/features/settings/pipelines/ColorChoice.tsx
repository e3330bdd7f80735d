import { Group, Input, UnstyledButton } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import { useTranslation } from 'react-i18next';
import { STAGE_COLORS, stageColor } from '@/ui/colors';
import classes from '../Settings.module.css';

interface Props {
  label?: string;
  value: string;
  onChange: (color: string) => void;
}

/** One of the stage colours; each has a name, so nobody has to see them to choose. */
export function ColorChoice({ label, value, onChange }: Props) {
  const { t } = useTranslation('settings');
  return (
    <div>
      {label && <Input.Label component="div">{label}</Input.Label>}
      <Group gap={6} maw={260} role="group" aria-label={label ?? t('stages.color')}>
        {STAGE_COLORS.map((color) => (
          <UnstyledButton
            key={color}
            type="button"
            className={classes.swatch}
            style={{ background: stageColor(color) }}
            title={t(`stages.colors.${color}`)}
            aria-label={t(`stages.colors.${color}`)}
            aria-pressed={color === value}
            onClick={() => onChange(color)}
          >
            {color === value && <IconCheck size={15} stroke={3} aria-hidden />}
          </UnstyledButton>
        ))}
      </Group>
    </div>
  );
}
