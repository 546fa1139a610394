namespace MuBench.Pipeline.Workers;

/// <summary>A planned run.</summary>
/// <param name="Models">Number of models, each with its further passes.</param>
/// <param name="Questions">Questions of the run, per model.</param>
public sealed record BegunRun(int Models, int Questions);
