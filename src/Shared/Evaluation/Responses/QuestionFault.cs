namespace MuBench.Responses;

/// <summary>A question that failed in a run: one line of <c>faults/MODELID/SHARD.jsonl</c>.</summary>
/// <param name="Key">Response key of the prompt variant that the official protocol scores.</param>
/// <param name="Row">Row of the image in the dataset.</param>
/// <param name="Question">Question key.</param>
/// <param name="Reason">Why it failed, as text for the report: no key, no prompt.</param>
internal sealed record QuestionFault(string Key, int Row, string Question, string Reason);
