using System.Globalization;
using MuBench.Manifests;
using MuBench.Manifests.Prices;
using MuBench.Models.Generative;
using MuBench.Pipeline.Estimating;
using MuBench.Pipeline.Evaluating;
using MuBench.Pipeline.Planning;
using MuBench.Pipeline.Preparing;
using MuBench.Pipeline.Scoring;
using MuBench.Scoring;
using MuBench.Throttling;

namespace MuBench.Pipeline.Checking;

/// <summary>Checks one model of a planned run.</summary>
internal sealed class CheckedModel(
    PipelineContext context, ModelPool pool, RunInputs inputs, RunPlan plan, PlannedModel model, ModelEstimate expected, TimeSpan limit)
{
    private const double MaxTokenRatio = 2;
    private const string NotAsked = "not asked";

    private readonly ModelManifest _manifest = model.Manifest;
    private readonly List<string> _faults = [];
    private readonly List<string> _notes = [];

    /// <summary>Checks the model. Faults of the model are part of the result; faults of the store or the dataset are thrown.</summary>
    public async Task<ModelCheck> RunAsync(CancellationToken cancellationToken)
    {
        var key = CheckKey();
        var price = CheckPrice();
        var (answer, tokens) = _faults.Count > 0 && key == "not set"
            ? (NotAsked, "")
            : await AskAsync(cancellationToken).ConfigureAwait(false);
        return new ModelCheck(_manifest.Id, key, answer, tokens, price, _faults, _notes);
    }

    private string CheckKey()
    {
        if (_manifest.ApiKeySecret is null && !_manifest.Secrets.Any())
            return ModelPlatforms.IdentityOf(_manifest) ?? "none";
        try
        {
            foreach (var (_, secret) in _manifest.Secrets)
                context.Secrets.Resolve(secret);
            return ModelPlatforms.IdentityOf(_manifest) ?? "set";
        }
        catch (UserException fault)
        {
            _faults.Add(fault.Message);
            return "not set";
        }
    }

    private string CheckPrice()
    {
        if (!ModelKinds.IsGenerative(_manifest.Kind))
            return "";
        if (ModelPrices.Of(_manifest) is { } price)
            return string.Create(CultureInfo.InvariantCulture, $"{price.Factor * price.Input:0.####} / {price.Factor * price.Output:0.####}");
        const string Remedy = "Set 'price' (your own server: 0) or 'pricedAs', so that the report has a cost and a budget can hold.";
        if (_manifest.Endpoint is { IsLoopback: true })
            _notes.Add($"its price is unknown. {Remedy}");
        else
            _faults.Add($"Its price is unknown. {Remedy}");
        return "unknown";
    }

    private async Task<(string Answer, string Tokens)> AskAsync(CancellationToken cancellationToken)
    {
        if (await PrepareAsync(cancellationToken).ConfigureAwait(false) is { } stop)
        {
            _faults.Add(stop);
            return (NotAsked, "");
        }

        using var draining = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        draining.CancelAfter(limit);
        abandoned.CancelAfter(limit + TimeSpan.FromSeconds(1));
        EvaluateShardsResult result;
        try
        {
            var evaluate = new EvaluateShards(inputs, new EvaluateShard(context, pool, inputs), context.Time);
            result = await evaluate.RunAsync(
                new EvaluateShardsRequest(plan.RunId, _manifest.Id, [.. Enumerable.Range(0, plan.Shards.Count)]),
                new ModelProgress(_manifest.Id, plan.QuestionsOf(model)) { Kind = _manifest.Kind }, null, draining.Token, abandoned.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _faults.Add($"It gave no answer within {limit.TotalSeconds:0} s. Check 'endpoint', and whether the server is busy.");
            return ("no answer", "");
        }

        return await ReadAsync(result.StopReason, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Prepares the model, and waits while its own server wakes up.</summary>
    /// <returns>Why it cannot be asked; null if it can.</returns>
    private async Task<string?> PrepareAsync(CancellationToken cancellationToken)
    {
        var prepare = new PrepareModel(context, pool);
        while (true)
        {
            var prepared = await prepare.RunAsync(new PrepareModelRequest(plan.RunId, _manifest.Id), cancellationToken).ConfigureAwait(false);
            if (prepared.RetryAfter is not { } wait)
                return prepared.StopReason;
            await Task.Delay(wait, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(string Answer, string Tokens)> ReadAsync(string? stopReason, CancellationToken cancellationToken)
    {
        var scored = (await new ModelScorer(context.Store, inputs).ScoreAsync(plan, model, stopReason, null, cancellationToken).ConfigureAwait(false)).Scores;
        var counts = scored.Outcomes;
        var answers = counts.Total - counts.Failed - counts.NotRun;
        var reasons = (await FaultStore.ReadAsync(context.Store, plan.RunId, _manifest.Id, cancellationToken).ConfigureAwait(false)).Select(fault => fault.Reason).Distinct(StringComparer.Ordinal).ToList();
        if (stopReason is not null)
            _faults.Add(stopReason);
        else
            _faults.AddRange(reasons);
        if (answers == 0 && _faults.Count == 0)
            _faults.Add("It was not asked: the budget has no room for one question, or the time was up.");
        if (counts.Truncated > 0)
            _faults.Add($"{Of(counts.Truncated, answers)} cut at 'maxOutputTokens' ({_manifest.Generation.OutputLimit:N0}). Raise it, leave it out, or lower 'reasoningEffort'.");
        if (counts.Unparsed > 0)
            _faults.Add($"{Of(counts.Unparsed, answers)} not readable under the {plan.Manifest.Benchmark.Protocol} protocol. See the text in the response log ({model.Key[..8]}...), and check that the model follows instructions.");
        if (counts.Refused + counts.Filtered > 0)
            _notes.Add($"{Of(counts.Refused + counts.Filtered, answers)} refused or filtered.");
        if (answers == 0 && _manifest.Kind == ModelKinds.OpenAI && await NotListedAsync(cancellationToken).ConfigureAwait(false) is { } listing)
            _notes.Add(listing);
        return (answers == 0 ? "none" : counts.Correct + counts.Wrong == answers ? $"{answers} read" : $"{counts.Correct + counts.Wrong} of {answers} read", TokensOf(scored));
    }

    private string TokensOf(ModelScores scores)
    {
        if (scores.Usage.InputTokens is not { } reported || expected.Calls == 0 || scores.Usage.Calls != expected.Calls)
            return scores.Usage.InputTokens is { } known ? $"{known:N0}" : "";
        var estimated = expected.TextTokens + expected.ImageTokens;
        if (estimated > 0 && (reported > MaxTokenRatio * estimated || reported * MaxTokenRatio < estimated))
            _notes.Add($"it reports {reported:N0} input tokens, and {estimated:N0} were estimated ({expected.ImageRule}). Set 'pricedAs' if its image rule is another model's. 'mubench estimate' corrects itself from the log.");
        return $"{estimated:N0} / {reported:N0}";
    }

    // Where a server lists its models, the list says whether the name or the address is wrong.
    private async Task<string?> NotListedAsync(CancellationToken cancellationToken)
    {
        using var probe = ChatProviders.ProbeOf(_manifest, context.Models);
        return (await probe.AskAsync(cancellationToken).ConfigureAwait(false)).Reason is { } reason && reason.Contains(" lists ", StringComparison.Ordinal) ? $"{reason}." : null;
    }

    private static string Of(int count, int answers) => answers == 1 ? "Its answer is" : $"{count} of {answers} answers {(count == 1 ? "is" : "are")}";
}
