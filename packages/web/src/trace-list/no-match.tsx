import { SearchX } from "lucide-react";
import { Button } from "../controls/button.js";
import { EmptyState } from "../controls/empty-state.js";

/** What stands where no trace passes the filters. */
export function NoMatch({ onClear }: { onClear(): void }) {
  return (
    <EmptyState icon={SearchX} title="No trace matches" action={<Button onClick={onClear}>Clear filters</Button>}>
      All filters must hold. Search finds words of names, inputs and outputs.
    </EmptyState>
  );
}
