using MuBench.Pipeline.Progress;

namespace MuBench.Cli.Running;

/// <summary>A model with its passes, which run one after another, as one line of the progress.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="Passes">The status of the model and of each of its passes.</param>
internal sealed record ProgressGroup(string Id, IReadOnlyList<ModelStatus> Passes)
{
    private static readonly string[] Ended = [ModelStates.Done, ModelStates.Stopped, ModelStates.OutOfBudget, ModelStates.Interrupted];

    /// <summary>Questions with a response, over all passes.</summary>
    public long Done => Passes.Sum(pass => (long)pass.Done);

    /// <summary>Questions, over all passes.</summary>
    public long Questions => Passes.Sum(pass => (long)pass.Questions);

    /// <summary>Failed questions, over all passes.</summary>
    public long Failed => Passes.Sum(pass => (long)pass.Failed);

    /// <summary>Responses per second.</summary>
    public double PerSecond => Passes.Sum(pass => pass.PerSecond);

    /// <summary>What was spent; null if a price is unknown.</summary>
    public decimal? Usd => Passes.Any(pass => pass.Usd is null) ? null : Passes.Sum(pass => pass.Usd);

    /// <summary>Input and output tokens.</summary>
    public long Tokens => Passes.Sum(pass => pass.InputTokens + pass.OutputTokens);

    /// <summary>The pass that runs, else the next one, else the last one.</summary>
    public ModelStatus Current => Passes.FirstOrDefault(pass => !IsEnded(pass) && pass.State != ModelStates.Queued)
        ?? Passes.FirstOrDefault(pass => pass.State == ModelStates.Queued) ?? Passes.FirstOrDefault(pass => pass.State != ModelStates.Done) ?? Passes[^1];

    /// <summary>Whether nothing more will be asked.</summary>
    public bool IsOver => Passes.All(IsEnded);

    /// <summary>Whether it ended as it should.</summary>
    public bool IsWell => Passes.All(pass => pass.State == ModelStates.Done) && Failed == 0;

    /// <summary>Whether it has not started.</summary>
    public bool IsQueued => Passes.All(pass => pass.State == ModelStates.Queued);

    /// <summary>Seconds until its last response at the present rate; null if there is no rate.</summary>
    public double? SecondsLeft => PerSecond > 0 && Questions - Done - Failed is > 0 and var missing ? Math.Ceiling(missing / PerSecond) : null;

    /// <summary>The state of the running pass; of a model with several passes also which one it is.</summary>
    public string State(DateTimeOffset now)
    {
        var pass = Current;
        var name = pass.Id.Length > Id.Length ? pass.Id[(Id.Length + 1)..] : "main";
        var which = Passes.Count > 1 && !IsOver ? $"{name} {Passes.Index().First(entry => entry.Item == pass).Index + 1}/{Passes.Count}" : "";
        var pause = pass.Waiting > 0 && pass.WaitingUntil - now is { } wait && wait > TimeSpan.Zero ? $"rate limit {wait.TotalSeconds:N0} s" : "";
        // A pass that has a name and is simply being asked needs no further word.
        var state = which.Length > 0 && pass.State == ModelStates.Evaluating ? "" : pass.State;
        return string.Join(", ", ((string[])[which, state, pause, pass.Detail ?? ""]).Where(part => part.Length > 0));
    }

    /// <summary>Why it was stopped; null if it was not.</summary>
    public string? StopReason => Passes.Select(pass => pass.StopReason).FirstOrDefault(reason => reason is not null);

    /// <summary>The models of a run, in their order, each with its passes.</summary>
    public static IReadOnlyList<ProgressGroup> Of(IReadOnlyList<ModelStatus> models) =>
        [.. models.GroupBy(model => model.Id.Split('#')[0], StringComparer.Ordinal).Select(group => new ProgressGroup(group.Key, [.. group]))];

    private static bool IsEnded(ModelStatus pass) => Ended.Contains(pass.State, StringComparer.Ordinal);
}
