using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Manifests;
using MuBench.Responses;
using MuBench.Scoring.Styles;

namespace MuBench.Models;

/// <summary>The prompt variants of a question for a kind of model. The official protocol scores the first one.</summary>
internal static class PromptVariants
{
    /// <summary>The first caption template.</summary>
    public const string Template0 = "_0";

    /// <summary>The second caption template, on which the published numbers are based.</summary>
    public const string Template1 = "_1";

    /// <summary>Question + " " + option, for questions without captions in the release (<c>subdomain</c>).</summary>
    public const string Options = "options";

    /// <summary>The manifest's templates, with their embeddings averaged per option; not part of the official protocol.</summary>
    public const string Ensemble = "ensemble";

    /// <summary>The prompt variants for a model of the manifest; empty if the model cannot be asked such a question. Deterministic.</summary>
    public static IReadOnlyList<PromptVariant> Of(ModelManifest model, ImageRecord image, Question question)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(question);
        if (question.Target is not null)
            return LocalizationPrompts.Of(model, image, question);
        var variants = model.Kind == ModelKinds.Clip ? Contrastive(image, question) : [Asked(model, image, question)];
        return model.Templates is { Count: > 0 } templates ? [.. variants, Averaged(image, question, templates)] : variants;
    }

    private static PromptVariant Averaged(ImageRecord image, Question question, IReadOnlyList<string> templates)
    {
        var sentences = question.Options.Select(option => EnsembleTemplate.Fill(templates, option)).ToList();
        // Two line feeds between options: the prompt of no other variant contains them.
        var prompt = string.Join("\n\n", sentences.Select(option => string.Join('\n', option)));
        return new PromptVariant(Ensemble, prompt, question.Options, ResponseKey.Of(image.ShownSha256, prompt)) { Sentences = sentences };
    }

    private static PromptVariant Asked(ModelManifest model, ImageRecord image, Question question)
    {
        var prompt = QuestionStyles.Of(question).BuildPrompt(question, model, hasImage: true);
        return new PromptVariant(null, prompt, null, ResponseKey.Of(image.ShownSha256, prompt));
    }

    private static List<PromptVariant> Contrastive(ImageRecord image, Question question)
    {
        var variants = new List<PromptVariant>(2);
        foreach (var template in (ReadOnlySpan<string>)[Template1, Template0])
        {
            if (image.CaptionOf(question.Key + template) is { } caption && Matches(caption, question))
                variants.Add(Compared(template, image, caption.Options));
        }

        if (variants is not [{ Name: Template1 }, ..])
            variants.Insert(0, Compared(Options, image, [.. question.Options.Select(option => $"{question.Text} {option}")]));
        return variants;
    }

    /// <summary>Whether a caption's sentences match the question's options one by one: the choice is read by the question's index.</summary>
    private static bool Matches(Caption caption, Question question) =>
        caption.Options.Count == question.Options.Count && caption.AnswerIndex == question.AnswerIndex;

    private static PromptVariant Compared(string variant, ImageRecord image, IReadOnlyList<string> options)
    {
        var prompt = string.Join('\n', options);
        return new PromptVariant(variant, prompt, options, ResponseKey.Of(image.ShownSha256, prompt));
    }
}
