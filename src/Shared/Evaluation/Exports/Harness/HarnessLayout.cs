namespace MuBench.Exports.Harness;

/// <summary>The harness whose results folder is written. Both have a folder per model; file names and fields of samples differ.</summary>
internal enum HarnessLayout
{
    /// <summary>EleutherAI/lm-evaluation-harness, <c>loggers/evaluation_tracker.py</c>.</summary>
    LmEval,

    /// <summary>EvolvingLMMs-Lab/lmms-eval, <c>loggers/evaluation_tracker.py</c>.</summary>
    LmmsEval,
}
