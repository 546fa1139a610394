using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Matching;
using MuBench.Scoring.QuestionTables;

namespace MuBench.Scoring.Styles;

/// <summary>How questions of a sort are put to generative models, and how their replies are read. Pure, safe on many threads.</summary>
internal interface IQuestionStyle
{
    /// <summary>The name by which questions ask for it, see <see cref="Question.Style"/>.</summary>
    string Name { get; }

    /// <summary>The whole text part of the prompt.</summary>
    /// <param name="question">The question.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="hasImage">Whether the image goes with it; false in the control without one.</param>
    /// <exception cref="UserException">The question cannot be put in this style.</exception>
    string BuildPrompt(Question question, ModelManifest model, bool hasImage);

    /// <summary>Maximum number of tokens that a reply needs: the limit of models whose manifest sets none.</summary>
    int OutputTokens => GenerationManifest.DefaultMaxOutputTokens;

    /// <summary>Tokens that a usual reply takes, for estimates before there is one: a letter, perhaps with its option.</summary>
    int TypicalTokens => 10;

    /// <summary>What a stored reply counts as.</summary>
    /// <param name="record">The reply.</param>
    /// <param name="question">The question as it was put.</param>
    /// <param name="protocol">One of <see cref="Protocols"/>.</param>
    QuestionResult Read(ResponseRecord record, Question question, string protocol);
}
