namespace MuBench.Exports.Harness;

/// <summary>Whose results folder is written: both have a folder per model; names of files and fields of samples differ.</summary>
internal enum HarnessLayout
{
    /// <summary>EleutherAI/lm-evaluation-harness, <c>loggers/evaluation_tracker.py</c>.</summary>
    LmEval,

    /// <summary>EvolvingLMMs-Lab/lmms-eval, <c>loggers/evaluation_tracker.py</c>.</summary>
    LmmsEval,
}
