import { useTranslation } from 'react-i18next';
import type { SaveResult } from '@/ui/InlineEdit';
import { useBoardFields } from '../board/useBoardFilter';
import { onBoard, type Stored, type ViewState } from './state';
import type { SavedView } from './useSavedViews';
import type { ViewActions } from './useViewActions';
import { ViewDialog, type ViewValues } from './ViewDialog';

interface Props {
  /** The view that is renamed and shared; else a new one is saved. */
  edited?: SavedView;
  present: Pick<ViewState, 'conditions' | 'rest'>;
  stored?: Stored;
  pipelines: readonly { readonly id: string; readonly name: string }[];
  actions: ViewActions;
  onSaved?: (view: Pick<SavedView, 'id' | 'layout' | 'pipeline'>) => void;
  onClose: () => void;
}

/** Saves what is on the page as a view, or changes what a view is called, who has it and how it shows its deals. */
export default function ViewForms({ edited, present, stored, pipelines, actions, onSaved, onClose }: Props) {
  const { t } = useTranslation(['views', 'common']);
  const boardFields = useBoardFields();
  const initial: ViewValues = {
    name: edited?.name ?? '',
    sharing: (edited?.sharing as ViewValues['sharing']) ?? 'PRIVATE',
    layout: (edited?.layout as ViewValues['layout']) ?? 'TABLE',
    pipelineId: edited?.pipeline?.id ?? pipelines[0]?.id ?? null,
  };
  const onSubmit = async (values: ViewValues): Promise<SaveResult> => {
    const { sharing, layout } = values;
    const name = values.name.trim();
    const input = { name, sharing, layout, pipelineId: layout === 'BOARD' ? values.pipelineId : null };
    if (edited) {
      const result = await actions.update(edited.id, input, true);
      return result.ok ? { ok: true } : { ok: false, errors: result.errors };
    }
    const result = await actions.create({ ...input, filter: {}, ...stored });
    if (!result.ok) return { ok: false, errors: result.errors };
    actions.saved(name);
    const made = result.data.createSavedView.savedView;
    // After the dialog has closed: it gives the keyboard back.
    if (made) setTimeout(() => onSaved?.(made));
    return { ok: true };
  };
  return (
    <ViewDialog
      title={edited ? t('edit.title') : t('save.title')}
      submitLabel={edited ? t('common:action.save') : t('save.submit')}
      initial={initial}
      pipelines={pipelines}
      boardable={onBoard(present, boardFields).whole}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  );
}
