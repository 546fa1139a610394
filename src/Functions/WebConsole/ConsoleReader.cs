namespace MuBench.Functions.WebConsole;

/// <summary>A person who may use the console.</summary>
/// <param name="MayRun">Whether the person may submit, cancel and resume runs and write notes; else only read.</param>
public sealed record ConsoleReader(bool MayRun);
