using System.Runtime.InteropServices;

namespace MuBench.Scoring.Outcomes;

/// <summary>Converts outcomes to and from the bytes of <see cref="ModelScores.Items"/>.</summary>
internal static class OutcomeBytes
{
    /// <summary>One byte per outcome.</summary>
    public static byte[] Of(ReadOnlySpan<Outcome> outcomes) => MemoryMarshal.AsBytes(outcomes).ToArray();

    /// <summary>Reads the bytes written by <see cref="Of"/>.</summary>
    /// <exception cref="UserException">A byte is not a valid outcome.</exception>
    public static Outcome[] Read(ReadOnlySpan<byte> bytes)
    {
        var outcomes = MemoryMarshal.Cast<byte, Outcome>(bytes).ToArray();
        var bad = Array.FindIndex(outcomes, outcome => outcome > Outcome.NotRun);
        if (bad >= 0)
            throw new UserException(
                $"The stored outcomes of a model are damaged: item {bad} has code {(byte)outcomes[bad]}, the last known is "
                + $"{(byte)Outcome.NotRun}. Run the manifest again: it is scored again, and no question is asked twice.");
        return outcomes;
    }
}
