import { useQueryClient } from "@tanstack/react-query";
import { KeyRound, PlugZap, TriangleAlert } from "lucide-react";
import { Button } from "../controls/button.js";
import { EmptyState } from "../controls/empty-state.js";
import { RequestError } from "../request.js";
import { NotFound } from "./not-found.js";

/** What stands where something could not be read: why, and what to do. */
export function Failure({ error }: { error: unknown }) {
  const client = useQueryClient();
  const retry = () => void client.refetchQueries({ type: "active" });
  const status = error instanceof RequestError ? error.status : undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (status === 404) return <NotFound />;
  if (status === 401 || status === 403) {
    return (
      <EmptyState
        icon={KeyRound}
        title="This server asks for a key"
        action={<Button onClick={() => window.location.reload()}>Give a key</Button>}
      >
        {message}
      </EmptyState>
    );
  }
  const offline = status === 0;
  return (
    <EmptyState
      icon={offline ? PlugZap : TriangleAlert}
      title={offline ? "No connection" : "That did not work"}
      action={<Button onClick={retry}>Try again</Button>}
    >
      {message}
    </EmptyState>
  );
}
