using System.Text;
using MuBench.Datasets;
using MuBench.Json;
using MuBench.Scoring.Matching;

namespace MuBench.Scoring.Parity;

/// <summary>Checks the prompt, byte for byte.</summary>
internal static class PromptChecks
{
    public static IEnumerable<ParityCheck> Of(ParityData data) => data.Prompts.Select(golden =>
    {
        var question = new Question { Key = QuestionKeys.Classification, Text = golden.Text, Options = data.OptionSets[golden.Options], AnswerIndex = 0 };
        return ParityCheck.Exact($"prompt/{golden.Id}", "SHA-256 of the prompt's bytes", golden.Sha256, Hashing.Sha256(Encoding.UTF8.GetBytes(OfficialPrompt.Build(question))));
    });
}
