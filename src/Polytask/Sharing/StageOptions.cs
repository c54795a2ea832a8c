using Polytask.Catalog;
using Polytask.Modules;

namespace Polytask.Sharing;

/// <summary>One stage of a trunk. A trunk is a list of stages, so that every way of sharing can work between them.</summary>
[Family("stage", "trunk stage")]
public abstract record StageOptions
{
    /// <summary>Builds the stage for inputs of a shape; its parameters are named <c>NAME.…</c>.</summary>
    public abstract Block Create(ParameterStore store, string name, string owner, RowShape input);

    /// <summary>
    /// Builds the stage for experts side by side, which all read [batch, input width] or read [experts, batch, input width] and give
    /// [experts, batch, width]; the parameters of each member are named <c>MEMBER.…</c>.
    /// </summary>
    public virtual Block CreateBank(ParameterStore store, IReadOnlyList<StackMember> members, RowShape input) => new BlockBank(
    [
        .. members.SelectMany(member => Enumerable.Range(0, member.Count)
            .Select(expert => Create(store, member.Count > 1 ? $"{member.Name}.{expert}" : member.Name, member.Owner, input))),
    ]);

    /// <summary>Builds the stage with something beside its linear layer; a stage that has none is built as ever.</summary>
    /// <param name="store">Where the parameters live.</param>
    /// <param name="name">Begins the names of the stage's own parameters.</param>
    /// <param name="owner">Their owner.</param>
    /// <param name="input">The shape of a row of the input.</param>
    /// <param name="beside">Makes of the linear layer a block of the same width, which may be a bank.</param>
    public virtual Block CreateBeside(ParameterStore store, string name, string owner, RowShape input, Func<Block, Block> beside) => Create(store, name, owner, input);

    /// <summary>Whether there is a linear layer in it, beside which something can stand.</summary>
    public virtual bool HasLinear => false;

    /// <summary>Where the parameters and statistics of a trained network of this kind are in files of weights: what follows <c>NAME.</c> here, and the whole name there. By default there are none.</summary>
    public virtual IEnumerable<(string Here, string There)> PretrainedNames => [];

    /// <summary>Whether it has parameters, so that experts made of it differ.</summary>
    public virtual bool IsTrained => true;
}
