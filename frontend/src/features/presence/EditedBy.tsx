import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { useTranslation } from 'react-i18next';
import { fieldKey } from '@/ui/HistoryList';
import { editorsOf, usePeople } from './context';
import classes from './Presence.module.css';

/** Below a field that somebody else is editing: who. */
export function EditedBy({ field }: { field: string }) {
  const { t } = useTranslation('presence');
  const editors = editorsOf(usePeople(), fieldKey(field));
  if (editors.length === 0) return null;
  return (
    <span className={classes.editedBy}>
      <IconPencil size={11} aria-hidden />
      {t('editing', { count: editors.length, names: editors.join(', ') })}
    </span>
  );
}
