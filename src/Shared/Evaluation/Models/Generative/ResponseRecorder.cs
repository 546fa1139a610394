using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Models.Calls;
using MuBench.Money;
using MuBench.Responses;
using MuBench.Secrets;

namespace MuBench.Models.Generative;

/// <summary>Makes records of the response log from results of calls.</summary>
internal sealed class ResponseRecorder(IChatProvider provider, SecretMask mask, CallCost cost, ModelManifest manifest)
{
    /// <summary>Makes the record.</summary>
    public ResponseRecord RecordOf(PendingQuestion question, CallResult<ChatResponse> result, IReadOnlyList<SentImage> sent)
    {
        var response = result.Response;
        var usage = response?.Usage;
        var ending = response is null ? new ResponseFinish(FinishReasons.ContentFilter, result.Fault?.Detail) : provider.EndingOf(response);
        var tier = response is null ? null : provider.TierOf(response);
        var text = response is null ? "" : mask.Apply(response.Text);
        return new ResponseRecord
        {
            Key = question.Variants[0].Key,
            Row = question.Image.Row,
            Question = question.Question.Key,
            Form = question.Variants[0].Name,
            Repeat = question.Variants[0].Repeat,
            Text = text,
            Logprobs = response is not null && provider.TokensOf(response) is { } tokens ? AnswerTokens.Of(text, tokens) : null,
            AnswerMember = manifest.Request?.ResponseFormat?.Answer,
            Finish = mask.Name(ending.Finish),
            FinishDetail = ending.Detail is null ? null : mask.Apply(ending.Detail),
            Model = mask.Name(response?.ModelId),
            Fingerprint = response is null ? null : mask.Name(provider.FingerprintOf(response)),
            InputTokens = usage?.InputTokenCount,
            OutputTokens = usage?.OutputTokenCount,
            CachedInputTokens = usage?.CachedInputTokenCount,
            CacheWriteTokens = CallCost.CacheWritesOf(usage),
            ReasoningTokens = usage?.ReasoningTokenCount,
            HasImplausibleUsage = response is not null && ReportedUsage.IsImplausible(response),
            ServiceTier = mask.Name(tier),
            Usd = cost.CostOf(usage, tier),
            At = result.EndedAt,
            LatencyMs = Math.Round(result.LatencyMs, 2),
            Attempts = result.Attempts > 1 ? result.Attempts : 0,
            Hedged = result.IsHedged,
            Images = sent,
        };
    }
}
