import { MergeDialog } from './MergeDialog';
import { useContactMerging } from './useContactMerging';

interface Props {
  record: { readonly id: string; readonly name: string };
  onClose: () => void;
  onMerged: (keptId: string) => void;
}

export default function MergeContacts(props: Props) {
  return <MergeDialog merging={useContactMerging(props.record.id)} {...props} />;
}
