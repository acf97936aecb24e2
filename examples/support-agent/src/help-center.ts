import { observe } from "@trace/core";
import OpenAI from "openai";

const articles = [
  {
    title: "Something is broken or leaks",
    text: "Defects are covered for two years. For items under €100 you choose between replacement and refund, and you need not send the item back. Please stop using anything that leaks or sparks.",
  },
  {
    title: "My parcel is late",
    text: "Parcels in Norway take two to four working days. If yours has had no scan for seven working days, we send a new one or refund you.",
  },
  {
    title: "Sending something back",
    text: "You have thirty days to return unused items. Print the label from your account and leave the parcel at any pick-up point.",
  },
  {
    title: "Descaling your kettle",
    text: "Fill it half with water and half with vinegar, boil once, wait twenty minutes, rinse twice. Do this every second month.",
  },
  {
    title: "Changing the burrs of your grinder",
    text: "Burrs last about 500 kg of coffee. Unscrew the upper burr, brush out the chamber, and put in the new pair with the arrows facing each other.",
  },
];

/** An article and how near it is to a question, 1 at most. */
export interface Hit {
  title: string;
  text: string;
  similarity: number;
}

const openai = new OpenAI();

/** Finds the articles that are nearest in meaning to a question. */
export async function searchHelp({ question }: { question: string }): Promise<Hit[]> {
  return nearestArticles(question, 2);
}

const nearestArticles = observe(
  async (question: string, count: number): Promise<Hit[]> => {
    const texts = articles.map(({ title, text }) => `${title}\n${text}`);
    const { data } = await openai.embeddings.create({
      model: "text-embedding-3-small",
      input: [question, ...texts],
      dimensions: 256,
    });
    const [asked = [], ...known] = data.map(({ embedding }) => embedding);
    return articles
      .map((article, index) => ({ ...article, similarity: similarity(asked, known[index] ?? []) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, count);
  },
  { name: "nearest articles", type: "retriever" },
);

/** The vectors have length 1, so their product is the cosine. */
function similarity(a: number[], b: number[]): number {
  const product = a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return Math.round(product * 1000) / 1000;
}
