package dev.laytime.worker.configuration;

import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.Proofs;
import dev.laytime.worker.configuration.PromotionAccessProperties.Action;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which kinds of proof there can be of who orders and approves. A gate counts one of them: where
 * there can be several it says which, else whoever comes first would choose it.
 *
 * @param everywhere on every path
 * @param issued by path: what identity tokens prove
 */
public record ProofKinds(Set<String> everywhere, Map<String, Set<String>> issued) {

  public ProofKinds {
    everywhere = Set.copyOf(everywhere);
    issued = Map.copyOf(issued);
  }

  static ProofKinds of(
      PromotionAccessProperties access,
      List<ApproverProperties> approvers,
      CustomResourcesProperties objects) {
    Stream<String> signed = approvers.isEmpty() ? Stream.of() : Stream.of(Proofs.SIGNATURE);
    Stream<String> admitted =
        objects.approvers().isEmpty() ? Stream.of() : Stream.of(Proofs.KUBERNETES);
    return new ProofKinds(
        Stream.concat(signed, admitted).collect(Collectors.toSet()),
        access.oidc().stream()
            .filter(ProofKinds::proves)
            .flatMap(issuer -> issuer.paths().stream().map(path -> Map.entry(path, kind(issuer))))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toSet()))));
  }

  private static boolean proves(PromotionAccessProperties.Oidc issuer) {
    return issuer.actions().contains(Action.PROMOTE) || issuer.actions().contains(Action.APPROVE);
  }

  private static String kind(PromotionAccessProperties.Oidc issuer) {
    IdentitySettings identity = issuer.identity();
    return Proofs.oidc(identity.issuer(), identity.subjectClaim());
  }

  /**
   * Makes sure that no gate of a path leaves open which kind it counts.
   *
   * @throws IllegalArgumentException if one does
   */
  public void require(PromotionPath path) {
    Set<String> kinds = new TreeSet<>(everywhere);
    kinds.addAll(issued.getOrDefault(path.name(), Set.of()));
    if (kinds.size() > 1) {
      path.gates().forEach(gate -> require(path, gate, kinds));
    }
  }

  private static void require(PromotionPath path, Gate gate, Set<String> kinds) {
    if (gate instanceof Gate.Approved approved && approved.verified() && approved.proof() == null) {
      throw new IllegalArgumentException(
          ("promotion '%s': gate '%s' counts one kind of proof, and there can be several here: %s;"
                  + " expected approved.proof with verified: true, and in approved.orders what"
                  + " proves orders besides")
              .formatted(path.name(), gate.name(), String.join(", ", kinds)));
    }
  }
}
