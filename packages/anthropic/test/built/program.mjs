import * as sdk from "@anthropic-ai/sdk";
import * as anthropic from "@trace/anthropic";
import * as core from "@trace/core";
import { runContract } from "../../../testing/programs/contract.mjs";
import { subject } from "./subject.cjs";

await runContract(subject({ core, anthropic, sdk }));
