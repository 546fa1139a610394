namespace MuBench.Pipeline.Workers;

/// <summary>A planned run.</summary>
/// <param name="Models">Number of models, each with its passes.</param>
/// <param name="Questions">Number of questions of the run, per model.</param>
/// <param name="OneByOne">
/// Whether the models run one after another. A budget is spent by one worker at a time, so that it is never exceeded.
/// </param>
public sealed record BeginRunResult(int Models, int Questions, bool OneByOne = false);
