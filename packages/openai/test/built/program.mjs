import * as core from "@trace/core";
import * as openai from "@trace/openai";
import * as sdk from "openai";
import { runContract } from "../../../testing/programs/contract.mjs";
import { subject } from "./subject.cjs";

await runContract(subject({ core, openai, sdk }));
