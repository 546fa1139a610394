using System.Text;
using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Responses;

namespace MuBench.Money;

/// <summary>The cost of one model's calls: bounded before a call, computed after it.</summary>
internal sealed class CallCost
{
    /// <summary>Characters per token of English text, according to OpenAI, Anthropic and Google.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>Tokens of the message overhead in an estimate.</summary>
    private const int FrameTokens = 10;

    /// <summary>Tokens of the message overhead in a bound.</summary>
    private const int MaxFrameTokens = 50;

    /// <summary>Factor between the bound of image tokens and the documented rule: bills were seen up to a fifth above the rule.</summary>
    private const decimal ImageMargin = 1.25m;

    private readonly int _maxOutput;
    private readonly string _added;
    private readonly Lock _lock = new();
    private decimal _excess = 1;

    public CallCost(ModelManifest model)
    {
        Price = ModelPrices.Of(model);
        _maxOutput = model.Generation.OutputLimit;
        Rule = TokenRules.Of(model);
        // The system prompt, and the schema that providers put into the prompt, are input of every call.
        _added = model.Request is { } request ? (request.System ?? "") + request.ResponseFormat?.Schema.GetRawText() : "";
    }

    /// <summary>The token rule of the model's images.</summary>
    public TokenRule Rule { get; }

    /// <summary>The price; null if it is not known.</summary>
    public ModelPrice? Price { get; }

    /// <summary>
    /// Estimated tokens of the text of a call: one per four characters of the prompt, the system prompt and the response's
    /// schema, plus the message overhead.
    /// </summary>
    public long TextTokens(string prompt) => ((prompt.Length + _added.Length + CharactersPerToken - 1) / CharactersPerToken) + FrameTokens;

    /// <summary>
    /// The maximum cost of a call: one token per byte of the text (no tokenizer makes more), the images by the
    /// provider's rule and a margin, and the maximum output. If earlier calls cost more than their bounds, later bounds
    /// are raised by that factor. Null if the price is not known.
    /// </summary>
    public CallBound? BoundOf(string prompt, IReadOnlyList<SentImage> images)
    {
        if (Price is null)
            return null;
        var input = Encoding.UTF8.GetByteCount(prompt) + Encoding.UTF8.GetByteCount(_added) + MaxFrameTokens
            + images.Sum(image => (long)Math.Ceiling(ImageMargin * Rule.ImageTokens(image.Width, image.Height)));
        var unscaled = Price.CostOf(new TokenUsage(input, _maxOutput));
        lock (_lock)
            return new CallBound(unscaled * _excess, unscaled);
    }

    /// <summary>The cost of a call; null if the price is not known or the provider reports no usage.</summary>
    public decimal? CostOf(UsageDetails? usage) =>
        usage is { InputTokenCount: { } input, OutputTokenCount: { } output } ? CostOf(input, output, usage.CachedInputTokenCount) : null;

    /// <summary>The cost of a response in the log: the recorded cost, else by the current price. Null if neither is known.</summary>
    public decimal? CostOf(ResponseRecord record) =>
        record.HasImplausibleUsage ? null : record.Usd ?? (record is { InputTokens: { } input, OutputTokens: { } output } ? CostOf(input, output, record.CachedInputTokens) : null);

    /// <summary>
    /// Compares the cost of a call with its unscaled bound. Calls in flight were bounded with the factor known at their
    /// start. If their scaled bounds were used, the factor would grow with the number of these calls.
    /// </summary>
    public void Learn(CallBound bound, decimal cost)
    {
        if (bound.UnscaledUsd <= 0 || cost <= bound.UnscaledUsd)
            return;
        lock (_lock)
            _excess = Math.Max(_excess, cost / bound.UnscaledUsd);
    }

    private decimal? CostOf(long input, long output, long? cached) => Price?.CostOf(new TokenUsage(input, output, cached ?? 0));
}
