import { Button, Menu } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useTranslation } from 'react-i18next';

interface Props {
  pipelines: readonly { readonly id: string; readonly name: string }[];
  current: string;
  onChange: (id: string) => void;
}

export function PipelineSwitch({ pipelines, current, onChange }: Props) {
  const { t } = useTranslation('board');
  const name = pipelines.find(({ id }) => id === current)?.name ?? '';
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="compact-md"
          variant="default"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('pipeline.switch', { name })}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {pipelines.map((pipeline) => (
          <Menu.Item
            key={pipeline.id}
            onClick={() => onChange(pipeline.id)}
            aria-current={pipeline.id === current || undefined}
            rightSection={pipeline.id === current ? <IconCheck size={14} aria-hidden /> : undefined}
          >
            {pipeline.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
