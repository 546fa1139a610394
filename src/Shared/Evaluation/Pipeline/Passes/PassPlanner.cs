using MuBench.Manifests;
using MuBench.Pipeline.Planning;

namespace MuBench.Pipeline.Passes;

/// <summary>Derives the passes of a model from the manifest.</summary>
internal static class PassPlanner
{
    /// <summary>The main pass of the model, then its controls, repeats and orders.</summary>
    /// <param name="model">The model.</param>
    /// <param name="keyContext">The inputs of the model key. A control has its own key, because its prompts or images differ.</param>
    public static IEnumerable<PlannedModel> Expand(ModelManifest model, ModelKeyContext keyContext)
    {
        var key = ModelKey.Of(model, keyContext);
        yield return new PlannedModel(model, key);
        if (model.Passes is not { } passes)
            yield break;
        foreach (var control in passes.Controls ?? [])
            yield return Derived(model, ModelKey.Of(model, keyContext with { Control = control }), new ModelPass(model.Id, control));
        // Repeat and order are part of the response key: these passes share the model's log.
        for (var repeat = 1; repeat < (passes.Repeats ?? 1); repeat++)
            yield return Derived(model, key, new ModelPass(model.Id, PassKinds.Repeat, repeat));
        for (var order = 1; order <= (passes.Permutations?.Orders ?? 0); order++)
            yield return Derived(model, key, new ModelPass(model.Id, PassKinds.Order, order, passes.Permutations!.NoneOfTheAbove));
    }

    private static PlannedModel Derived(ModelManifest model, string key, ModelPass pass) => new(model with { Id = pass.Id }, key, Pass: pass);
}
