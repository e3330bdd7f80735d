interface Window {
  MonacoEnvironment?: { getWorker(id: string, label: string): Worker };
}
declare var MonacoEnvironment: { getWorker(id: string, label: string): Worker } | undefined;
