namespace MuBench.Pipeline.Workers;

/// <summary>A planned run.</summary>
/// <param name="Models">Number of models, each with its further passes.</param>
/// <param name="Questions">Questions of the run, per model.</param>
/// <param name="OneByOne">Whether the models follow one another: a budget is spent by one worker at a time, so that it stays a hard stop.</param>
public sealed record BeginRunResult(int Models, int Questions, bool OneByOne = false);
