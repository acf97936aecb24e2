import { useQueryClient } from "@tanstack/react-query";
import { KeyRound, PlugZap, TriangleAlert } from "lucide-react";
import { Button } from "../controls/button.js";
import { EmptyState } from "../controls/empty-state.js";
import { RequestError } from "../request.js";
import { NotFound } from "./not-found.js";

/** What stands where something could not be read or shown: why, and what to do. */
export function Failure({ error }: { error: unknown }) {
  if (!(error instanceof RequestError)) return <Broken error={error} />;
  if (error.status === 404) return <NotFound />;
  if (error.status === 401 || error.status === 403) {
    return (
      <EmptyState
        icon={KeyRound}
        title="This server asks for a key"
        action={<Button onClick={() => window.location.reload()}>Give a key</Button>}
      >
        {error.message}
      </EmptyState>
    );
  }
  return <Unanswered error={error} />;
}

function Unanswered({ error }: { error: RequestError }) {
  const client = useQueryClient();
  const offline = error.status === 0;
  return (
    <EmptyState
      icon={offline ? PlugZap : TriangleAlert}
      title={offline ? "No connection" : "That did not work"}
      action={<Button onClick={() => void client.refetchQueries({ type: "active" })}>Try again</Button>}
    >
      {error.message}
    </EmptyState>
  );
}

// The page's own code failed, or could not be loaded: the server is gone, or a newer one has other files.
function Broken({ error }: { error: unknown }) {
  return (
    <EmptyState
      icon={TriangleAlert}
      title="This page could not be shown"
      action={<Button onClick={() => window.location.reload()}>Reload</Button>}
    >
      {error instanceof Error ? error.message : String(error)}
    </EmptyState>
  );
}
