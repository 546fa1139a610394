using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Styles;

/// <summary>Puts one kind of question to generative models and reads their responses. Deterministic, and safe for concurrent use.</summary>
internal interface IQuestionStyle
{
    /// <summary>The name by which questions refer to the style; see <see cref="Question.Style"/>.</summary>
    string Name { get; }

    /// <summary>The complete text part of the prompt.</summary>
    /// <param name="question">The question.</param>
    /// <param name="model">The model.</param>
    /// <param name="hasImage">Whether the image is sent with it; false in the control without an image.</param>
    /// <exception cref="UserException">The question cannot be put in this style.</exception>
    string BuildPrompt(Question question, ModelManifest model, bool hasImage);

    /// <summary>Maximum number of output tokens of a response: the limit for models whose manifest sets none.</summary>
    int OutputTokens => GenerationManifest.DefaultMaxOutputTokens;

    /// <summary>Output tokens of a typical response, for estimates before any response is known: a letter, perhaps with its option.</summary>
    int TypicalTokens => 10;

    /// <summary>The outcome of a stored response.</summary>
    /// <param name="record">The response.</param>
    /// <param name="question">The question as it was asked.</param>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    QuestionResult Read(ResponseRecord record, Question question, string protocol);
}
