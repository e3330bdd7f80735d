import { MergeDialog } from './MergeDialog';
import { useAccountMerging } from './useAccountMerging';

interface Props {
  record: { readonly id: string; readonly name: string };
  onClose: () => void;
  onMerged: (keptId: string) => void;
}

export default function MergeAccounts(props: Props) {
  return <MergeDialog merging={useAccountMerging(props.record.id)} {...props} />;
}
