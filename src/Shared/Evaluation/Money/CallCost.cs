using System.Text;
using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Responses;

namespace MuBench.Money;

/// <summary>What one model's calls cost: bounded before a call, computed after it.</summary>
internal sealed class CallCost
{
    /// <summary>Characters per token of English text, as OpenAI, Anthropic and Google give it.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>Tokens of a message's frame in an estimate.</summary>
    private const int FrameTokens = 10;

    /// <summary>Tokens of a message's frame in a bound.</summary>
    private const int MaxFrameTokens = 50;

    /// <summary>What images are taken to cost at most, against what the documented rule says: bills were seen up to a fifth above it.</summary>
    private const decimal ImageMargin = 1.25m;

    private readonly int _maxOutput;
    private readonly Lock _lock = new();
    private decimal _excess = 1;

    public CallCost(ModelManifest model)
    {
        Price = ModelPrices.Of(model);
        _maxOutput = model.Generation.OutputLimit;
        Rule = TokenRules.Of(model);
    }

    /// <summary>How the model's images are counted.</summary>
    public TokenRule Rule { get; }

    /// <summary>The price; null where it is not known.</summary>
    public ModelPrice? Price { get; }

    /// <summary>Tokens that a prompt is taken to have: one per four characters, and its frame.</summary>
    public static long TextTokens(string prompt) => ((prompt.Length + CharactersPerToken - 1) / CharactersPerToken) + FrameTokens;

    /// <summary>
    /// What a call costs at most: a token per byte of the text (no tokenizer makes more of them), the images by the
    /// provider's rule and a margin, all the output that it may give. Where calls were found to cost more, that share is added
    /// for those that follow. Null where the price is not known.
    /// </summary>
    public CallBound? BoundOf(string prompt, IReadOnlyList<SentImage> images)
    {
        if (Price is null)
            return null;
        var input = Encoding.UTF8.GetByteCount(prompt) + MaxFrameTokens
            + images.Sum(image => (long)Math.Ceiling(ImageMargin * Rule.ImageTokens(image.Width, image.Height)));
        var unscaled = Price.CostOf(new TokenUsage(input, _maxOutput));
        lock (_lock)
            return new CallBound(unscaled * _excess, unscaled);
    }

    /// <summary>What a call cost; null where the price is not known, or where the provider does not say what it took.</summary>
    public decimal? CostOf(UsageDetails? usage) =>
        usage is { InputTokenCount: { } input, OutputTokenCount: { } output } ? CostOf(input, output, usage.CachedInputTokenCount) : null;

    /// <summary>What an answer of the log cost: as noted with it, else by the present price. Null where neither is known.</summary>
    public decimal? CostOf(ResponseRecord record) =>
        record.HasImplausibleUsage ? null : record.Usd ?? (record is { InputTokens: { } input, OutputTokens: { } output } ? CostOf(input, output, record.CachedInputTokens) : null);

    /// <summary>
    /// Notes what a call cost against its bound. Against the unscaled one: of many calls in flight each was bounded at what was
    /// known when it began, and a share that is multiplied by what each of them exceeds would grow with their number.
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
