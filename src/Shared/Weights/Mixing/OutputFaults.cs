namespace MuBench.Weights.Mixing;

/// <summary>Turns what the file system says about an output into what a user can do about it.</summary>
internal static class OutputFaults
{
    /// <summary>Makes the exception.</summary>
    public static UserException Explain(Exception fault, string path) =>
        new($"The weights '{path}' cannot be written: {fault.Message.TrimEnd('.')}. Free some space, or choose another place; nothing was changed.", fault);
}
