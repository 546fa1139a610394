namespace MuBench.Tests.Azd;

/// <summary>What came of a hook.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Text">What it wrote.</param>
/// <param name="Calls">How it called <c>az</c> and <c>azd</c>, in order.</param>
internal sealed record HookResult(int Code, string Text, IReadOnlyList<string> Calls);
