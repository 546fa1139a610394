namespace MuBench.Scoring.TokenProbabilities;

/// <summary>Why a response of a chat model has no probabilities of the options.</summary>
internal enum ConfidenceGap
{
    /// <summary>It has probabilities.</summary>
    None,

    /// <summary>The response was logged without log-probabilities.</summary>
    NoLogprobs,

    /// <summary>No option was read from the response.</summary>
    Unread,

    /// <summary>No token of the response is the letter of the option that was read: it is named in words, or the tokens do not spell the text.</summary>
    NoLetter,
}
