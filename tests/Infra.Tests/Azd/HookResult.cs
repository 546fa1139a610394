namespace MuBench.Tests.Azd;

/// <summary>The result of a hook.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Text">The output.</param>
/// <param name="Calls">The calls of <c>az</c> and <c>azd</c>, in order.</param>
internal sealed record HookResult(int Code, string Text, IReadOnlyList<string> Calls);
