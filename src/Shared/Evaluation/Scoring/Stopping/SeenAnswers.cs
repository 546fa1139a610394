using MuBench.Scoring.Outcomes;

namespace MuBench.Scoring.Stopping;

/// <summary>The outcomes of questions as a look records them, one byte each.</summary>
internal static class SeenAnswers
{
    /// <summary>Answered, but not right.</summary>
    public const byte NotRight = 0;

    /// <summary>Right.</summary>
    public const byte Right = 1;

    /// <summary>The call failed: there is no answer. Such a question counts in no difference.</summary>
    public const byte None = 2;

    /// <summary>The byte of an outcome; null if the question was not asked.</summary>
    public static byte? Of(Outcome outcome) => outcome switch
    {
        Outcome.Correct => Right,
        Outcome.Failed => None,
        Outcome.NotRun => null,
        _ => NotRight,
    };
}
