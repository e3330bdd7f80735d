import { Button, Center } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { toastApiError } from '@/app/errors';

export interface Paging {
  hasNext: boolean;
  isLoadingNext: boolean;
  loadNext: (count: number, options: { onComplete: (error: Error | null) => void }) => unknown;
}

interface Props {
  /** From usePaginationFragment, with a next page. */
  paging: Pick<Paging, 'isLoadingNext' | 'loadNext'>;
  /** How many to read. */
  count: number;
  label: string;
}

/** Brings the next page when its end comes into sight; after a failure only when asked to. */
export function NextPage({ paging: { isLoadingNext, loadNext }, count, label }: Props) {
  const { ref, entry } = useIntersection();
  const [failed, setFailed] = useState(false);
  const more = useRef(() => {});
  more.current = () => {
    loadNext(count, {
      onComplete: (error) => {
        setFailed(error !== null);
        if (error) toastApiError(error);
      },
    });
  };
  const due = entry?.isIntersecting === true && !isLoadingNext && !failed;
  useEffect(() => {
    if (due) more.current();
  }, [due]);
  return (
    <Center ref={ref} pt="xs">
      <Button variant="default" loading={isLoadingNext} onClick={() => more.current()}>
        {label}
      </Button>
    </Center>
  );
}
