using System.Text.Json.Serialization;
using MuBench.Throttling;

namespace MuBench.Pipeline.Progress;

/// <summary>The status of a model.</summary>
public sealed record ModelStatus
{
    /// <summary>The model's id.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="ModelStates"/>.</summary>
    public required string State { get; init; }

    /// <inheritdoc cref="ModelProgress.Detail"/>
    public string? Detail { get; init; }

    /// <inheritdoc cref="ModelProgress.Questions"/>
    public required int Questions { get; init; }

    /// <inheritdoc cref="ModelProgress.Done"/>
    public required int Done { get; init; }

    /// <inheritdoc cref="ModelProgress.Reused"/>
    public required int Reused { get; init; }

    /// <inheritdoc cref="ModelProgress.Failed"/>
    public required int Failed { get; init; }

    /// <inheritdoc cref="ModelProgress.InFlight"/>
    public required int InFlight { get; init; }

    /// <inheritdoc cref="ModelProgress.Waiting"/>
    public required int Waiting { get; init; }

    /// <inheritdoc cref="ModelProgress.WaitingUntil"/>
    public DateTimeOffset? WaitingUntil { get; init; }

    /// <summary>Input tokens of the run's responses.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Output tokens of the run's responses.</summary>
    public required long OutputTokens { get; init; }

    /// <inheritdoc cref="ModelProgress.SpentUsd"/>
    public decimal? Usd { get; init; }

    /// <inheritdoc cref="ModelProgress.IsOutOfBudget"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOutOfBudget { get; init; }

    /// <summary>Responses per second over the last seconds, without reused ones.</summary>
    public double PerSecond { get; init; }

    /// <summary>Estimated seconds until the last response, at the current rate; null if there is no rate.</summary>
    public double? SecondsLeft { get; init; }

    /// <inheritdoc cref="ModelProgress.StopReason"/>
    public string? StopReason { get; init; }

    /// <summary>A snapshot of a model's counters.</summary>
    /// <param name="progress">The counters.</param>
    /// <param name="perSecond">Responses per second over the last seconds.</param>
    public static ModelStatus Of(ModelProgress progress, double perSecond)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return new ModelStatus
        {
            Id = progress.ModelId,
            State = progress.StopReason is not null ? ModelStates.Stopped : IsWaiting(progress) ? ModelStates.Waiting : progress.State,
            Detail = IsWaiting(progress) ? progress.Outage : (progress.State == ModelStates.Evaluating ? progress.Refusal : null) ?? progress.Detail,
            Questions = progress.Questions,
            Done = progress.Done,
            Reused = progress.Reused,
            Failed = progress.Failed,
            InFlight = progress.InFlight,
            Waiting = progress.Waiting,
            WaitingUntil = progress.WaitingUntil,
            InputTokens = progress.InputTokens + progress.EarlierInputTokens,
            OutputTokens = progress.OutputTokens + progress.EarlierOutputTokens,
            Usd = progress.SpentUsd,
            IsOutOfBudget = progress.IsOutOfBudget,
            StopReason = progress.StopReason,
        }.At(perSecond);
    }

    private static bool IsWaiting(ModelProgress progress) => progress is { Outage: not null, State: ModelStates.Preparing or ModelStates.Evaluating };

    /// <summary>The same status with a rate and the remaining time at that rate.</summary>
    public ModelStatus At(double perSecond)
    {
        var missing = Questions - Done - Failed;
        return this with
        {
            PerSecond = Math.Round(perSecond, 2),
            SecondsLeft = perSecond > 0 && missing > 0 ? Math.Ceiling(missing / perSecond) : null,
        };
    }
}
