namespace MuBench.Tests.Functions.Events;

/// <summary>A received event.</summary>
/// <param name="Index">Its number, from 1, in order of arrival.</param>
/// <param name="Headers">The headers of the request.</param>
/// <param name="Body">Its body.</param>
internal sealed record HookCall(int Index, IReadOnlyDictionary<string, string> Headers, byte[] Body);
